import type { AssertionJson, NewCredentialJson, PasskeyOptions } from '@maqiao/shared';
import { createHash, createSign, generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';

interface Held {
  readonly id: string;
  readonly privateKey: KeyObject;
  readonly userHandle: string;
  counter: number;
}

/** What an authenticator, or the browser around it, does otherwise than it should. */
interface Deviation {
  /** Of the page that asks. */
  readonly origin?: string;
  readonly rpId?: string;
  /** Without a PIN, a finger or a face. */
  readonly unverified?: boolean;
  readonly challenge?: string;
  readonly type?: string;
  readonly userHandle?: string | undefined;
  /** The counter that it signs. */
  readonly counter?: number;
  readonly badSignature?: boolean;
}

const UP = 0x01;
const UV = 0x04;
const AT = 0x40;

const sha256 = (data: Buffer | string) => createHash('sha256').update(data).digest();

/** An authenticator in software: keys of ES256, no attestation, and a counter unless it is one without. */
export class Authenticator {
  readonly held: Held[] = [];

  constructor(
    readonly origin: string,
    readonly counts = true,
  ) {}

  /** What `navigator.credentials.create` answers. */
  create(options: PasskeyOptions, deviation: Deviation = {}): NewCredentialJson {
    const { user } = options as unknown as { user: { id: string } };
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const jwk = publicKey.export({ format: 'jwk' });
    const id = randomBytes(32);
    const coordinate = (text = '') => Buffer.from(text, 'base64url');
    const cose = Buffer.concat([
      // A map of five: kty EC2, alg ES256, crv P-256, x, y (RFC 9053 §7.1).
      Buffer.from('a5010203262001215820', 'hex'),
      coordinate(jwk.x),
      Buffer.from('225820', 'hex'),
      coordinate(jwk.y),
    ]);
    const one: Held = { id: id.toString('base64url'), privateKey, userHandle: user.id, counter: 0 };
    this.held.push(one);
    const length = Buffer.alloc(2);
    length.writeUInt16BE(id.length);
    const attested = Buffer.concat([Buffer.alloc(16), length, id, cose]);
    const data = this.#data(options, one, deviation, attested);
    const size = Buffer.alloc(2);
    size.writeUInt16BE(data.length);
    // {"fmt": "none", "attStmt": {}, "authData": …} in CBOR.
    const attestation = Buffer.concat([
      Buffer.from('a3', 'hex'),
      Buffer.from('63666d74646e6f6e65', 'hex'),
      Buffer.from('6761747453746d74a0', 'hex'),
      Buffer.from('68617574684461746159', 'hex'),
      size,
      data,
    ]);
    return {
      id: one.id,
      rawId: one.id,
      type: 'public-key',
      response: {
        clientDataJSON: this.#clientData('webauthn.create', options, deviation),
        attestationObject: attestation.toString('base64url'),
        transports: ['internal'],
      },
    };
  }

  /** What `navigator.credentials.get` answers, with the passkey that was made last. */
  get(options: PasskeyOptions, deviation: Deviation = {}): AssertionJson {
    const one = this.held.at(-1);
    if (one === undefined) throw new Error('there is no passkey');
    if (this.counts) one.counter += 1;
    const data = this.#data(options, one, deviation);
    const clientDataJSON = this.#clientData('webauthn.get', options, deviation);
    const signature = createSign('sha256')
      .update(data)
      .update(sha256(Buffer.from(clientDataJSON, 'base64url')))
      .sign(one.privateKey);
    if (deviation.badSignature) signature[signature.length - 1]! ^= 1;
    const userHandle = 'userHandle' in deviation ? deviation.userHandle : one.userHandle;
    return {
      id: one.id,
      rawId: one.id,
      type: 'public-key',
      response: {
        clientDataJSON,
        authenticatorData: data.toString('base64url'),
        signature: signature.toString('base64url'),
        ...(userHandle !== undefined && { userHandle }),
      },
    };
  }

  #data(options: PasskeyOptions, { counter }: Held, deviation: Deviation, attested?: Buffer): Buffer {
    const { rpId, rp } = options as { rpId?: string; rp?: { id: string } };
    const count = Buffer.alloc(4);
    count.writeUInt32BE(deviation.counter ?? counter);
    const flags = UP | (deviation.unverified ? 0 : UV) | (attested ? AT : 0);
    const host = deviation.rpId ?? rpId ?? rp?.id ?? '';
    return Buffer.concat([sha256(host), Buffer.from([flags]), count, attested ?? Buffer.alloc(0)]);
  }

  #clientData(type: string, { challenge }: PasskeyOptions, deviation: Deviation): string {
    const data = {
      type: deviation.type ?? type,
      challenge: deviation.challenge ?? challenge,
      origin: deviation.origin ?? this.origin,
      crossOrigin: false,
    };
    return Buffer.from(JSON.stringify(data)).toString('base64url');
  }
}
