import type { Generated } from 'kysely';

/** Passkeys (WebAuthn Level 3 §4, "Credential Record"). A user may have several. */
export interface PasskeysTable {
  /** Our public id of it. */
  id: string;
  user_id: string;
  /** base64url; unique. */
  credential_id: string;
  /** base64url of the key in the form of COSE (RFC 9053). */
  public_key: string;
  /** The user handle that it was made with: the id of its user then, who may have given way to another since. */
  user_handle: string;
  /** The authenticator's signature counter, as it was seen last; always 0 where there is none. */
  counter: number;
  /** JSON list: how browsers reach it. */
  transports: string;
  device_type: 'singleDevice' | 'multiDevice';
  backed_up: number;
  /** Whether its user was verified, and not only there, when it was made and used last. */
  user_verified: number;
  name: string;
  created_at: number;
  last_used_at: Generated<number | null>;
}

/** The passkeys that a merge has moved. A passkey that is removed is forgotten here too. */
export interface MergedPasskeysTable {
  merge_id: string;
  passkey_id: string;
}
