import { generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';

/** A certificate and its key as PEM, as a proxy wants them. */
export interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

/** A certificate authority for one test. */
export interface Authority extends Certificate {
  readonly name: string;
  readonly signingKey: KeyObject;
}

interface Validity {
  /** Unix milliseconds; a day before and after now unless given. */
  readonly from?: number;
  readonly to?: number;
}

const DAY_MS = 86_400_000;
const ECDSA_WITH_SHA256 = '1.2.840.10045.4.3.2';

/** A self-signed authority, or one that another authority has signed. */
export function makeAuthority(name: string, issuer?: Authority): Authority {
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const extensions = [
    // basicConstraints and keyUsage (RFC 5280 §4.2.1.9, §4.2.1.3): an authority, which signs certificates.
    extension('2.5.29.19', der(0x30, der(0x01, [0xff])), 'critical'),
    extension('2.5.29.15', der(0x03, [2, 0x04]), 'critical'),
  ];
  const signer = issuer ?? { name, signingKey: keys.privateKey };
  const certificate = signed({ name, key: keys.publicKey, extensions, signer });
  return { name, certificate, key: pemOf(keys.privateKey), signingKey: keys.privateKey };
}

/** A certificate for a host; without an issuer it is self-signed. */
export function certificateFor(host: string, issuer?: Authority, validity: Validity = {}): Certificate {
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const extensions = [extension('2.5.29.17', der(0x30, der(0x82, host)))]; // subjectAltName: dNSName
  const signer = issuer ?? { name: host, signingKey: keys.privateKey };
  const certificate = signed({ name: host, key: keys.publicKey, extensions, signer, ...validity });
  return { certificate, key: pemOf(keys.privateKey) };
}

interface ToBeSigned extends Validity {
  readonly name: string;
  readonly key: KeyObject;
  readonly extensions: readonly Buffer[];
  readonly signer: Pick<Authority, 'name' | 'signingKey'>;
}

/** An X.509 certificate, version 3 (RFC 5280 §4.1). @returns PEM */
function signed({ name, key, extensions, signer, from, to }: ToBeSigned): string {
  const algorithm = der(0x30, oid(ECDSA_WITH_SHA256));
  const now = Date.now();
  const toBeSigned = der(
    0x30,
    der(0xa0, der(0x02, [2])),
    der(0x02, [1, ...randomBytes(8)]),
    algorithm,
    nameOf(signer.name),
    der(0x30, utcTime(from ?? now - DAY_MS), utcTime(to ?? now + DAY_MS)),
    nameOf(name),
    key.export({ type: 'spki', format: 'der' }),
    der(0xa3, der(0x30, ...extensions)),
  );
  const signature = sign('sha256', toBeSigned, signer.signingKey);
  const whole = der(0x30, toBeSigned, algorithm, der(0x03, [0], signature));
  return `-----BEGIN CERTIFICATE-----\n${whole.toString('base64').replace(/.{1,64}/g, '$&\n')}-----END CERTIFICATE-----\n`;
}

const pemOf = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString();

/** A distinguished name of nothing but a commonName. */
const nameOf = (text: string): Buffer => der(0x30, der(0x31, der(0x30, oid('2.5.4.3'), der(0x0c, text))));

/** One value in DER (X.690): its tag, its length and its parts. */
function der(tag: number, ...parts: (string | Uint8Array | readonly number[])[]): Buffer {
  const body = Buffer.concat(parts.map((part) => Buffer.from(part as Uint8Array)));
  return Buffer.concat([Buffer.from([tag, ...lengthOf(body)]), body]);
}

/** In as few bytes as it takes: browsers insist on that. */
function lengthOf({ length }: Buffer): number[] {
  if (length < 0x80) return [length];
  return length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
}

function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...others] = dotted.split('.').map(Number);
  const bytes = others.flatMap((number) => {
    const groups = [number & 127];
    for (let rest = number >> 7; rest > 0; rest >>= 7) groups.unshift((rest & 127) | 128);
    return groups;
  });
  return der(0x06, [first * 40 + second, ...bytes]);
}

function extension(id: string, value: Buffer, critical?: 'critical'): Buffer {
  return der(0x30, oid(id), ...(critical ? [der(0x01, [0xff])] : []), der(0x04, value));
}

function utcTime(milliseconds: number): Buffer {
  return der(0x17, `${new Date(milliseconds).toISOString().slice(2, 19).replace(/[-:T]/g, '')}Z`);
}
