import { sql, type RawBuilder } from 'kysely';
import type { Tables } from '../../platform/database/tables.ts';
import type { ArchiveFile } from './archive-messages.ts';

// What is kept of a person, table by table: each column is in the archive, or left out for a reason. A table or a column
// that is missing here does not compile.

/** How a column is written: as it is, as ISO 8601, as true or false, as parsed JSON; or why it is not written. */
export type ColumnUse = 'value' | 'time' | 'flag' | 'json' | { readonly leftOut: string };

/** A table with rows of people. */
export interface PersonalTable<Name extends keyof Tables = keyof Tables> {
  readonly file: ArchiveFile;
  readonly columns: { readonly [Column in keyof Tables[Name]]: ColumnUse };
  /** The rows of the people with these ids. */
  readonly whose: (ids: RawBuilder<unknown>) => RawBuilder<boolean>;
}

/** A table that has nothing for the archive. */
export interface OtherTable {
  readonly nothing: string;
}

const SEALED = {
  leftOut: 'a secret, which the server keeps encrypted: whoever has it could act as the person',
};

const byUserId = (ids: RawBuilder<unknown>) => sql<boolean>`user_id in (${ids})`;

const merges = (ids: RawBuilder<unknown>) => sql<boolean>`user_id in (${ids}) or merged_id in (${ids})`;

/** Every table of the database. */
export const PERSONAL_TABLES: { readonly [Name in keyof Tables]: PersonalTable<Name> | OtherTable } = {
  users: {
    file: 'account.json',
    columns: {
      id: 'value',
      nickname: 'value',
      avatar: 'value',
      blocked: 'flag',
      created_at: 'time',
      last_login_at: 'time',
      profile_updated_at: 'time',
      preferred_username: 'value',
      external_id: 'value',
      merged_into: 'value',
      merged_subs: 'json',
    },
    whose: (ids) => sql<boolean>`id in (${ids})`,
  },
  user_merges: {
    file: 'account.json',
    columns: { id: 'value', user_id: 'value', merged_id: 'value', merged_at: 'time' },
    whose: merges,
  },
  merged_identities: {
    file: 'account.json',
    columns: { merge_id: 'value', provider: 'value', app_id: 'value', subject: 'value' },
    whose: (ids) => sql<boolean>`merge_id in (select id from user_merges where ${merges(ids)})`,
  },
  identities: {
    file: 'ways-in.json',
    columns: {
      provider: 'value',
      app_id: 'value',
      subject: 'value',
      user_id: 'value',
      unionid: 'value',
      session_key_sealed: SEALED,
      created_at: 'time',
      last_used_at: 'time',
    },
    whose: byUserId,
  },
  wechat_grants: {
    file: 'ways-in.json',
    columns: {
      provider: 'value',
      app_id: 'value',
      subject: 'value',
      tokens_sealed: SEALED,
      proposed_nickname: 'value',
      proposed_picture: 'value',
      profile_hash: 'value',
      updated_at: 'time',
    },
    whose: (ids) =>
      sql<boolean>`(provider, app_id, subject) in (select provider, app_id, subject from identities where ${byUserId(ids)})`,
  },
  sessions: {
    file: 'sessions.json',
    columns: {
      sid: 'value',
      user_id: 'value',
      origin: 'value',
      browser: 'value',
      os: 'value',
      ip: 'value',
      region: 'value',
      created_at: 'time',
      last_seen_at: 'time',
      expires_at: 'time',
      cookie_counter: 'value',
      advanced_at: 'time',
      claimed_at: 'time',
      refreshed_at: 'time',
      kept_until: 'time',
      revoked_at: 'time',
      revoked_reason: 'value',
      authenticated_at: 'time',
      amr: 'value',
    },
    whose: byUserId,
  },
  client_sessions: {
    file: 'sessions.json',
    columns: { sid: 'value', client_id: 'value', offline: 'flag', created_at: 'time' },
    whose: (ids) => sql<boolean>`sid in (select sid from sessions where ${byUserId(ids)})`,
  },
  consents: {
    file: 'clients.json',
    columns: { user_id: 'value', client_id: 'value', scopes: 'value', granted_at: 'time' },
    whose: byUserId,
  },
  forward_auth_consents: {
    file: 'clients.json',
    columns: { user_id: 'value', host: 'value', granted_at: 'time' },
    whose: byUserId,
  },
  oidc_records: {
    file: 'clients.json',
    columns: {
      model: 'value',
      id_hash: { leftOut: 'the hash of a token: it says nothing of the person' },
      payload_sealed: SEALED,
      grant_id: { leftOut: 'a name within the server' },
      user_code: { leftOut: 'a secret while it is valid' },
      user_id: 'value',
      client_id: 'value',
      sid: 'value',
      expires_at: 'time',
      consumed_at: 'time',
    },
    whose: byUserId,
  },
  security_events: {
    file: 'security-events.json',
    columns: {
      id: 'value',
      user_id: 'value',
      kind: 'value',
      subject: 'value',
      at: 'time',
      origin: 'value',
      browser: 'value',
      os: 'value',
      region: 'value',
      ip: 'value',
      session_id: 'value',
      actor: 'value',
      reason: 'value',
      client: 'value',
      client_id: 'value',
      method: 'value',
      identity_id: 'value',
      provider: 'value',
      app_id: 'value',
    },
    whose: byUserId,
  },
  known_browsers: {
    file: 'browsers.json',
    columns: {
      browser_hash: 'value',
      user_id: 'value',
      sid: 'value',
      created_at: 'time',
      last_used_at: 'time',
    },
    whose: byUserId,
  },
  logout_outbox: {
    nothing: 'waits for a client for at most three days, and says no more than sessions.json',
  },
  webhook_outbox: { nothing: 'waits for the site’s backend, and says no more than the tables it is about' },
  forward_auth_sign_ins: { nothing: 'a sign-in that is under way, for ten minutes' },
  avatar_removals: { nothing: 'names of pictures that are being removed' },
  meta: { nothing: 'of the installation' },
  signing_keys: { nothing: 'of the installation' },
  rsa_signing_keys: { nothing: 'of the installation' },
  leases: { nothing: 'of the installation' },
  hourly_counts: { nothing: 'numbers of nobody in particular' },
  clients: { nothing: 'of the owner' },
  client_secrets: { nothing: 'of the owner' },
};
