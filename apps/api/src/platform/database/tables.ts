import type { IdentityProvider, SecurityEventActor, SecurityEventKind, StepUpAction } from '@maqiao/shared';
import type { Generated, Selectable } from 'kysely';
import type {
  ClientSecretsTable,
  ClientSessionsTable,
  ClientsTable,
  ConsentsTable,
  ForwardAuthConsentsTable,
  ForwardAuthSignInsTable,
  LogoutOutboxTable,
  OidcRecordsTable,
} from './client-tables.ts';

// Types that both databases have: times are Unix milliseconds, booleans 0 or 1, JSON is text. Constraints and indexes
// are in the migrations.

/** Data about the database itself: its WeChat accounts, the check value of the secret, the names of its tables. */
interface MetaTable {
  key: string;
  value: string;
}

interface UsersTable {
  /** Our id of the user, the `sub` of every token. */
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
  /** Who remains, for a user who has given way in a merge: they have no identity and no session. */
  merged_into: Generated<string | null>;
  /** JSON list: the ids of all users who have given way to this one, directly or before. Null: nobody has. */
  merged_subs: Generated<string | null>;
}

/** Merges that can be undone, or could be: one for each user who has given way. */
interface UserMergesTable {
  id: string;
  /** Who remained. They may have given way to a third since. */
  user_id: string;
  merged_id: string;
  merged_at: number;
}

/** The identities that a merge has moved. An identity that is removed is forgotten here too. */
interface MergedIdentitiesTable {
  merge_id: string;
  provider: IdentityProvider;
  app_id: string;
  subject: string;
}

/** Identities at WeChat: one row for each openid of each account. A user may have several. */
interface IdentitiesTable {
  provider: IdentityProvider;
  app_id: string;
  /** The openid. With provider and app id the primary key. */
  subject: string;
  user_id: string;
  /** At most one identity of an account has it. */
  unionid: string | null;
  /** AES-256-GCM under the purpose `session-key`: see people/identities/session-key.ts. Null where there is none. */
  session_key_sealed: string | null;
  created_at: number;
  last_used_at: number;
}

/** What web OAuth has given for an identity, by whose key it is found. It goes when the identity goes. */
interface WechatGrantsTable {
  provider: IdentityProvider;
  app_id: string;
  subject: string;
  /** JSON under the purpose `web-tokens`: see people/identities/web-tokens.ts. */
  tokens_sealed: string | null;
  /** A name that the person has neither accepted nor declined. */
  proposed_nickname: string | null;
  /** The address of a picture at WeChat, likewise. */
  proposed_picture: string | null;
  /** base64url of the SHA-256 of the profile that was proposed last: the same one is not proposed again. */
  profile_hash: string | null;
  updated_at: number;
}

interface SessionsTable {
  sid: string;
  user_id: string;
  origin: string;
  browser: string;
  os: string;
  /** The full address, for the owner's list; null after 90 days. */
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

/** Avatars to be removed from AVATAR_STORAGE; also after a crash, or while the storage could not be reached. */
interface AvatarRemovalsTable {
  name: string;
  /** Not deleted before this time. A picture that is being stored is listed too, until its user's row names it. */
  due_at: number;
}

interface SecurityEventsTable {
  /** UUIDv7, so that ids are in the order of time. */
  id: string;
  user_id: string;
  kind: SecurityEventKind;
  /** The scene or the session; there is one event of each kind about it. */
  subject: string;
  at: number;
  origin: string | null;
  browser: string | null;
  os: string | null;
  region: string | null;
  ip: string | null;
  session_id: string | null;
  actor: SecurityEventActor | null;
  /** Of `stepped_up` what for. */
  reason: 'not_me' | StepUpAction | null;
  /** Name of the client that asked. */
  client: string | null;
  /** Null, as the columns below, also in rows of before 0012. */
  client_id: Generated<string | null>;
  /** Id of the sign-in method. */
  method: Generated<string | null>;
  /** Public id of the identity: see people/identities/identity-id.ts. The identity may be gone. */
  identity_id: Generated<string | null>;
  provider: Generated<IdentityProvider | null>;
  app_id: Generated<string | null>;
}

interface SigningKeysTable {
  kid: string;
  /** 1, 2, 3 …: unique, so that only one of two instances can rotate at the same time. */
  generation: number;
  /** Public JWK as JSON. */
  public_jwk: string;
  /** Private JWK under the purpose `signing-keys`, bound to `kid`. */
  private_sealed: string;
  created_at: number;
  /** The key is published from the insert on, and signs from this time until the next generation signs. */
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

/** Leases for work that one instance does at a time. `held_until` is by the database's clock. */
interface LeasesTable {
  name: string;
  holder: string;
  held_until: number;
}

/** How often something happened in an hour. The names are a fixed list, and identify no user. */
interface HourlyCountsTable {
  /** When the hour began. */
  hour: number;
  name: string;
  count: number;
}

/** A browser in which a user has signed in. It holds only a hash, so the browser's cookie cannot be forged from it. */
interface KnownBrowsersTable {
  /** base64url of the SHA-256 of the browser's cookie. */
  browser_hash: string;
  user_id: string;
  /** The user's latest session there. */
  sid: string;
  created_at: number;
  last_used_at: number;
}

export interface Tables {
  meta: MetaTable;
  users: UsersTable;
  identities: IdentitiesTable;
  wechat_grants: WechatGrantsTable;
  user_merges: UserMergesTable;
  merged_identities: MergedIdentitiesTable;
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
  forward_auth_sign_ins: ForwardAuthSignInsTable;
  forward_auth_consents: ForwardAuthConsentsTable;
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
