// Requests and answers of the calls about passkeys (Web Authentication Level 3). Times are ISO 8601 UTC.

/** What one person may have at most. */
export const MAX_PASSKEYS = 20;

/** Characters of a passkey's name at most. */
export const MAX_PASSKEY_NAME = 64;

/** One passkey in `GET /api/passkeys`. */
export interface OwnPasskey {
  id: string;
  /** Given by the person; at first the browser and system that it was made in. */
  name: string;
  createdAt: string;
  /** Null: never yet. */
  lastUsedAt: string | null;
  /** Kept in the person's account with the maker of their device or password manager, and so also on other devices. */
  backedUp: boolean;
  /** `later`: a way to sign in was added a short time ago. */
  removable: 'now' | 'later';
  /** With `later`: from when on. */
  removableAt?: string;
}

/** `GET /api/passkeys`: the newest first. `addable`: at once, after a fresh proof, or not, as there are as many as may be. */
export interface OwnPasskeys {
  passkeys: OwnPasskey[];
  addable: 'now' | 'step-up' | 'full';
}

/**
 * Answer of the calls that begin: what the browser's own call takes, in the JSON form of WebAuthn Level 3 §5.1.8 and §5.1.9.
 * The challenge is good once, in this browser, for five minutes.
 */
export interface PasskeyOptions {
  challenge: string;
  [member: string]: unknown;
}

/** A credential in the JSON form of WebAuthn Level 3 §5.1.4; members that are not read are left out. */
interface CredentialJson<Response> {
  id: string;
  rawId: string;
  type: 'public-key';
  response: Response;
}

/** A credential that was just made. */
export type NewCredentialJson = CredentialJson<{
  clientDataJSON: string;
  attestationObject: string;
  transports?: string[] | undefined;
}>;

/** The proof of an existing credential. */
export type AssertionJson = CredentialJson<{
  clientDataJSON: string;
  authenticatorData: string;
  signature: string;
  userHandle?: string | undefined;
}>;

/** `POST /api/passkeys` */
export interface AddPasskeyRequest {
  credential: NewCredentialJson;
}

/** `PATCH /api/passkeys/{id}` */
export interface RenamePasskeyRequest {
  name: string;
}

/** `POST /api/passkeys/sign-in/options` */
export interface BeginPasskeySignInRequest {
  /** Id of the OpenID Connect request that waits for this sign-in; it must have begun in this browser. */
  interaction?: string | undefined;
}

/** `POST /api/passkeys/sign-in` and `…/step-up` */
export interface PasskeyProofRequest {
  credential: AssertionJson;
}
