import type { IdentityProvider, SecurityEventActor, SecurityEventKind } from '@maqiao/shared';
import type { Generated, Selectable } from 'kysely';

// Times are Unix milliseconds, booleans 0 or 1, JSON is text: what both databases take. Constraints and
// indexes stand in the migrations.

/** Facts about the database itself: which accounts of WeChat it belongs to, and the check value of the secret. */
interface MetaTable {
  key: string;
  value: string;
}

interface UsersTable {
  /** Our id, the `sub` of every token. */
  id: string;
  nickname: Generated<string | null>;
  /** Name of the picture in AVATAR_STORAGE. */
  avatar: Generated<string | null>;
  blocked: Generated<number>;
  created_at: number;
  last_login_at: number;
  /** When nickname or picture last changed; null: never since they exist. */
  profile_updated_at: Generated<number | null>;
  /** Drawn when a client first asks; unique, and never changed. */
  preferred_username: Generated<string | null>;
}

/** Who people are to WeChat: one row for each openid of each account. A person may have several. */
interface IdentitiesTable {
  provider: IdentityProvider;
  app_id: string;
  /** The openid. With provider and app id the primary key. */
  subject: string;
  user_id: string;
  /** One identity of an account has it at most. */
  unionid: string | null;
  /** AES-256-GCM under the purpose `session-key`: see people/identities/session-key.ts. Null where there is none. */
  session_key_sealed: string | null;
  created_at: number;
  last_used_at: number;
}

interface SessionsTable {
  sid: string;
  user_id: string;
  origin: string;
  browser: string;
  os: string;
  /** Whole, for the owner's own list; null after 90 days. */
  ip: string | null;
  region: string | null;
  created_at: number;
  last_seen_at: number;
  expires_at: number;
  /** The number of the current cookie; 0 before the claim. */
  cookie_counter: Generated<number>;
  /** When the current cookie was issued. */
  advanced_at: number;
  claimed_at: Generated<number | null>;
  /** When a cookie was first used; from then on the session cannot be claimed again. */
  refreshed_at: Generated<number | null>;
  /** Until when the site's own backend keeps it; null where none has asked. */
  kept_until: Generated<number | null>;
  revoked_at: Generated<number | null>;
  revoked_reason: Generated<string | null>;
  /** When the person last proved who they are; null: when the session began. */
  authenticated_at: Generated<number | null>;
  /** How, as the values of RFC 8176 with spaces between them; null in sessions of before 0008. */
  amr: Generated<string | null>;
}

/** Pictures to be removed from AVATAR_STORAGE: what a lost instance, or a storage that was away, leaves behind. */
interface AvatarRemovalsTable {
  name: string;
  /** Not deleted before this time. A picture that is being stored is listed here too, until its person has it. */
  due_at: number;
}

interface SecurityEventsTable {
  /** UUIDv7: the order of ids is that of time. */
  id: string;
  user_id: string;
  kind: SecurityEventKind;
  /** The scene or the session: of each kind there is one entry about it. */
  subject: string;
  at: number;
  origin: string | null;
  browser: string | null;
  os: string | null;
  region: string | null;
  ip: string | null;
  session_id: string | null;
  actor: SecurityEventActor | null;
  reason: 'not_me' | null;
}

interface SigningKeysTable {
  kid: string;
  /** 1, 2, 3 …: unique, so that of two instances that rotate at once one wins. */
  generation: number;
  /** Public JWK as JSON. */
  public_jwk: string;
  /** Private JWK under the purpose `signing-keys`, bound to `kid`. */
  private_sealed: string;
  created_at: number;
  /** Published from the insert on, signs from here until the next generation signs. */
  signs_from: number;
}

interface WebhookOutboxTable {
  /** The `webhook-id`: the same on every attempt. */
  id: string;
  /** The payload as it is sent, to the byte. */
  body: string;
  created_at: number;
  attempts: Generated<number>;
  next_attempt_at: number;
}

/** Who may do what only one instance does at a time. `held_until` is of the database's clock. */
interface LeasesTable {
  name: string;
  holder: string;
  held_until: number;
}

/** How often something happened in an hour. Names are a closed list, and identify nobody. */
interface HourlyCountsTable {
  /** When the hour began. */
  hour: number;
  name: string;
  count: number;
}

/** A browser in which a person has signed in. Nothing is in it that a browser could be imitated by. */
interface KnownBrowsersTable {
  /** base64url of the SHA-256 of the browser's cookie. */
  browser_hash: string;
  user_id: string;
  /** The person's latest session there. */
  sid: string;
  created_at: number;
  last_used_at: number;
}

/** Software that relies on Maqiao to know who somebody is. */
interface ClientsTable {
  client_id: string;
  /** JSON with the names of RFC 7591 (oidc/clients/client-metadata.ts); no secret. */
  metadata: string;
  /** `file`: from CLIENTS_FILE, and changed only there. */
  source: 'owner' | 'file';
  created_at: number;
  updated_at: number;
}

/** The secrets that a client may use now: one, and the one before it while it is being replaced. */
interface ClientSecretsTable {
  id: string;
  client_id: string;
  /** Under the purpose `client-secret`, bound to `id`. */
  secret_sealed: string;
  created_at: number;
  /** From here it is refused; null: never. */
  expires_at: number | null;
}

/** What the OpenID Connect engine keeps: codes, tokens, grants, interactions. */
interface OidcRecordsTable {
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
interface ClientSessionsTable {
  sid: string;
  client_id: string;
  /** 1: it was given access that outlives the session (`offline_access`). */
  offline: Generated<number>;
  created_at: number;
}

/** What a person lets a client know; it outlives sessions. */
interface ConsentsTable {
  user_id: string;
  client_id: string;
  /** With spaces between them. */
  scopes: string;
  granted_at: number;
}

/** Logout tokens that are still to be sent (OpenID Connect Back-Channel Logout 1.0). */
interface LogoutOutboxTable {
  id: string;
  client_id: string;
  user_id: string;
  /** Of our session, which may be deleted. The client gets its own `sid`. */
  sid: string;
  created_at: number;
  attempts: Generated<number>;
  next_attempt_at: number;
}

export interface Tables {
  meta: MetaTable;
  users: UsersTable;
  identities: IdentitiesTable;
  sessions: SessionsTable;
  avatar_removals: AvatarRemovalsTable;
  security_events: SecurityEventsTable;
  signing_keys: SigningKeysTable;
  webhook_outbox: WebhookOutboxTable;
  leases: LeasesTable;
  hourly_counts: HourlyCountsTable;
  known_browsers: KnownBrowsersTable;
  rsa_signing_keys: SigningKeysTable;
  clients: ClientsTable;
  client_secrets: ClientSecretsTable;
  oidc_records: OidcRecordsTable;
  client_sessions: ClientSessionsTable;
  consents: ConsentsTable;
  logout_outbox: LogoutOutboxTable;
}

export type UserRow = Selectable<UsersTable>;
export type IdentityRow = Selectable<IdentitiesTable>;
export type SessionRow = Selectable<SessionsTable>;
export type SecurityEventRow = Selectable<SecurityEventsTable>;
export type SigningKeyRow = Selectable<SigningKeysTable>;
export type ClientRow = Selectable<ClientsTable>;
export type OidcRecordRow = Selectable<OidcRecordsTable>;
export type LogoutRow = Selectable<LogoutOutboxTable>;
export type WebhookRow = Selectable<WebhookOutboxTable>;
