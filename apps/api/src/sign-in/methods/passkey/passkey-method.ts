import type { AssertionJson, NewCredentialJson, PasskeyOptions } from '@maqiao/shared';
import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '../../../config/settings.ts';
import { Passkeys, type NewPasskey } from '../../../people/passkeys/passkeys.service.ts';
import { ApiError } from '../../../platform/http/api-error.ts';

/**
 * EdDSA, ES256 and RS256, by their numbers of COSE. Every runtime verifies these; the library's own list has more where
 * the runtime does.
 */
const ALGORITHMS = [-8, -7, -257];

/** How long the browser may ask the person, in milliseconds: as long as a challenge is good. */
export const PASSKEY_MS = 5 * 60_000;

/** Whom a new passkey is for, as the authenticator shows them. */
export interface PasskeyPerson {
  readonly id: string;
  readonly name: string;
}

/** A credential that the browser should, or should not, use. */
export interface CredentialHint {
  readonly id: string;
  readonly transports: string[];
}

/** What a proof came to. `copied`: the signature is right, and the counter went back. */
export interface PasskeyProof {
  readonly kind: 'proven' | 'copied';
  readonly userId: string;
}

/**
 * The method `passkey` (Web Authentication Level 3): a key of the person's own device, which asks them for a PIN, a finger
 * or a face. It proves a user who is known here already.
 */
@Injectable()
export class PasskeyMethod {
  readonly id = 'passkey';
  readonly kind = 'passkey';
  /**
   * RFC 8176: a key was proven (`pop`), and its person was there (`user`). Whether hardware keeps the key (`hwk`, `swk`), and
   * whether a PIN or a body was asked for (`pin`, `fpt`, `face`), is not known without an attestation.
   */
  readonly amr = ['pop', 'user'] as const;
  /** Passkeys are bound to this host, and to those below it (RP ID). */
  readonly #host: string;

  constructor(
    private readonly passkeys: Passkeys,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'publicUrl' | 'siteName'>,
  ) {
    this.#host = new URL(settings.publicUrl).hostname;
  }

  /** What `navigator.credentials.create` takes. @param known passkeys that the person has: none of these devices makes another */
  async creationOptions(
    challenge: Uint8Array<ArrayBuffer>,
    { id, name }: PasskeyPerson,
    known: CredentialHint[],
  ): Promise<PasskeyOptions> {
    const { generateRegistrationOptions } = await webauthn();
    const options = await generateRegistrationOptions({
      rpName: this.settings.siteName,
      rpID: this.#host,
      userID: new Uint8Array(Buffer.from(id)),
      userName: name,
      userDisplayName: name,
      challenge,
      timeout: PASSKEY_MS,
      attestationType: 'none',
      excludeCredentials: known,
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      supportedAlgorithmIDs: ALGORITHMS,
    });
    return { ...options };
  }

  /** What `navigator.credentials.get` takes. @param allowed passkeys of a known person; without it any of this host */
  async requestOptions(
    challenge: Uint8Array<ArrayBuffer>,
    allowed: CredentialHint[] = [],
  ): Promise<PasskeyOptions> {
    const { generateAuthenticationOptions } = await webauthn();
    const options = await generateAuthenticationOptions({
      rpID: this.#host,
      challenge,
      timeout: PASSKEY_MS,
      userVerification: 'required',
      allowCredentials: allowed,
    });
    return { ...options };
  }

  /** Verifies what an authenticator has made. @throws ApiError `passkey_refused` */
  async verifyNew(userId: string, credential: NewCredentialJson, challenge: string): Promise<NewPasskey> {
    const { id, response } = credential;
    const { verifyRegistrationResponse } = await webauthn();
    const { registrationInfo: made } = await orRefuse(() =>
      verifyRegistrationResponse({
        response: { ...credential, response: known(response), clientExtensionResults: {} },
        expectedChallenge: challenge,
        expectedOrigin: this.settings.publicUrl,
        expectedRPID: this.#host,
        requireUserVerification: true,
        supportedAlgorithmIDs: ALGORITHMS,
      }),
    );
    if (made === undefined || made.credential.id !== id) throw new ApiError('passkey_refused');
    return {
      credentialId: made.credential.id,
      publicKey: Buffer.from(made.credential.publicKey).toString('base64url'),
      userHandle: userId,
      counter: made.credential.counter,
      transports: response.transports ?? [],
      deviceType: made.credentialDeviceType,
      backedUp: made.credentialBackedUp,
      userVerified: made.userVerified,
    };
  }

  /**
   * Verifies that somebody uses a passkey of this server, and writes the use down.
   * @param discovered whether it was asked for without saying whose: then it has to name its user
   * @throws ApiError `passkey_unknown` when it is nobody's here, `passkey_refused` when the proof is not good
   */
  async prove(
    credential: AssertionJson,
    challenge: string,
    { discovered }: { discovered: boolean },
  ): Promise<PasskeyProof> {
    const row = await this.passkeys.byCredential(credential.id);
    if (row === undefined) throw new ApiError('passkey_unknown');
    const { response } = credential;
    const handle = response.userHandle && Buffer.from(response.userHandle, 'base64url').toString();
    // WebAuthn Level 3 §7.2, step 6.
    if (handle === undefined ? discovered : handle !== row.user_handle) throw new ApiError('passkey_refused');
    const { verifyAuthenticationResponse } = await webauthn();
    const { verified, authenticationInfo: used } = await orRefuse(() =>
      verifyAuthenticationResponse({
        response: { ...credential, response: known(response), clientExtensionResults: {} },
        expectedChallenge: challenge,
        expectedOrigin: this.settings.publicUrl,
        expectedRPID: this.#host,
        requireUserVerification: true,
        credential: {
          id: row.credential_id,
          publicKey: new Uint8Array(Buffer.from(row.public_key, 'base64url')),
          // The counter is compared where it is written: of two proofs at once one counts.
          counter: 0,
        },
      }),
    );
    if (!verified) throw new ApiError('passkey_refused');
    const { newCounter: counter, credentialBackedUp: backedUp, userVerified } = used;
    if (await this.passkeys.use(row.id, { counter, backedUp, userVerified }))
      return { kind: 'proven', userId: row.user_id };
    const now = await this.passkeys.byCredential(credential.id);
    if (now === undefined) throw new ApiError('passkey_unknown');
    return { kind: 'copied', userId: now.user_id };
  }
}

/** Loaded with the first passkey: it reads certificates too, and takes longer to load than everything else of a start. */
function webauthn() {
  return import('@simplewebauthn/server');
}

/** Without members that are undefined: the library wants them absent. */
function known<T extends object>(response: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const members = Object.entries(response).filter(([, value]) => value !== undefined);
  return Object.fromEntries(members) as { [K in keyof T]: Exclude<T[K], undefined> };
}

/** The library says by an error what is wrong with an answer, in words that repeat it. */
async function orRefuse<T>(verify: () => Promise<T>): Promise<T> {
  try {
    return await verify();
  } catch {
    throw new ApiError('passkey_refused');
  }
}
