import { sql, type Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/** A table of `Tables` that is missing here does not compile. */
const TABLE_NAMES: Record<keyof Tables | 'kysely_migration' | 'kysely_migration_lock', true> = {
  meta: true,
  users: true,
  identities: true,
  wechat_grants: true,
  user_merges: true,
  merged_identities: true,
  sessions: true,
  avatar_removals: true,
  security_events: true,
  signing_keys: true,
  webhook_outbox: true,
  leases: true,
  hourly_counts: true,
  known_browsers: true,
  rsa_signing_keys: true,
  clients: true,
  client_secrets: true,
  oidc_records: true,
  client_sessions: true,
  consents: true,
  logout_outbox: true,
  forward_auth_sign_ins: true,
  forward_auth_consents: true,
  kysely_migration: true,
  kysely_migration_lock: true,
};

/** The tables that this version creates. */
export const OUR_TABLES: readonly string[] = Object.keys(TABLE_NAMES);

const KEY = 'tables';

/**
 * Records in the database which tables are Maqiao's. An older version needs this when it restores a backup over the
 * tables of a newer one, because a PostgreSQL database may also have tables of other programs.
 */
export async function rememberOurTables<T>(db: Kysely<T>): Promise<void> {
  const value = JSON.stringify(OUR_TABLES);
  await sql`
    insert into meta (key, value) values (${KEY}, ${value})
    on conflict (key) do update set value = excluded.value where meta.value <> excluded.value
  `.execute(db);
}

/** Our tables, and those that the version that used this database last has recorded. */
export async function tablesOfDatabase(db: Kysely<Tables>): Promise<readonly string[]> {
  const row = await db.selectFrom('meta').select('value').where('key', '=', KEY).executeTakeFirst();
  const theirs: unknown = row === undefined ? [] : JSON.parse(row.value);
  const names = Array.isArray(theirs) ? theirs.filter((name) => typeof name === 'string') : [];
  return [...new Set([...OUR_TABLES, ...names])];
}
