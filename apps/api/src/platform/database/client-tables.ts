import type { Generated } from 'kysely';

// What OpenID Connect and forward-auth keep. Rules as in tables.ts.

/** Software that relies on Maqiao to know who somebody is. */
export interface ClientsTable {
  client_id: string;
  /** JSON with the names of RFC 7591 (oidc/clients/client-metadata.ts); no secret. */
  metadata: string;
  /** `file`: from CLIENTS_FILE, and changed only there. */
  source: 'owner' | 'file';
  created_at: number;
  updated_at: number;
}

/** The secrets that a client may use now: one, and the one before it while it is being replaced. */
export interface ClientSecretsTable {
  id: string;
  client_id: string;
  /** Under the purpose `client-secret`, bound to `id`. */
  secret_sealed: string;
  created_at: number;
  /** From here it is refused; null: never. */
  expires_at: number | null;
}

/** What the OpenID Connect engine keeps: codes, tokens, grants, interactions. */
export interface OidcRecordsTable {
  /** The engine's name of it: `AuthorizationCode`, `Grant`. With `id_hash` the primary key. */
  model: string;
  /** base64url of the SHA-256 of its id: the id of a token is the token. */
  id_hash: string;
  /** JSON under the purpose `oidc-record`, bound to model and id_hash. */
  payload_sealed: string;
  grant_id: string | null;
  user_code: string | null;
  user_id: string | null;
  client_id: string | null;
  sid: string | null;
  expires_at: number;
  consumed_at: number | null;
}

/** Which clients have taken part in a session: they are told when it ends. */
export interface ClientSessionsTable {
  sid: string;
  client_id: string;
  /** 1: it was given access that outlives the session (`offline_access`). */
  offline: Generated<number>;
  created_at: number;
}

/** What a person lets a client know; it outlives sessions. */
export interface ConsentsTable {
  user_id: string;
  client_id: string;
  /** With spaces between them. */
  scopes: string;
  granted_at: number;
}

/** Logout tokens that are still to be sent (OpenID Connect Back-Channel Logout 1.0). */
export interface LogoutOutboxTable {
  id: string;
  client_id: string;
  user_id: string;
  /** Of our session, which may be deleted. The client gets its own `sid`. */
  sid: string;
  created_at: number;
  attempts: Generated<number>;
  next_attempt_at: number;
}

/** A sign-in that has begun at a protected host and has not come back to it yet. */
export interface ForwardAuthSignInsTable {
  /** The id of its interaction. */
  uid: string;
  /** The protected host, with its port where that is not the usual one. */
  host: string;
  /** base64url of the SHA-256 of the nonce that the browser keeps at that host. */
  challenge: string;
  /** The path that the person wanted, under the purpose `forward-auth`, bound to uid: its query may hold secrets. */
  way_back_sealed: string;
  /** The session that the person has agreed with; null before. */
  sid: string | null;
  /** base64url of the SHA-256 of the code that goes back to the host; null before. */
  code_hash: string | null;
  code_expires_at: number | null;
  /** When the code was redeemed, which happens once. */
  redeemed_at: number | null;
  expires_at: number;
}

/** At which protected hosts a person has agreed to be known; it outlives sessions. */
export interface ForwardAuthConsentsTable {
  user_id: string;
  host: string;
  granted_at: number;
}
