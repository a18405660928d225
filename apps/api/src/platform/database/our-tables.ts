import { sql, type Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/** One that is forgotten here does not compile. */
const EACH: Record<keyof Tables | 'kysely_migration' | 'kysely_migration_lock', true> = {
  meta: true,
  users: true,
  identities: true,
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
  forward_auth_sign_ins: true,
  forward_auth_consents: true,
  kysely_migration: true,
  kysely_migration_lock: true,
};

/** The tables that this version makes. */
export const OUR_TABLES: readonly string[] = Object.keys(EACH);

const KEY = 'tables';

/**
 * Writes into the database which of its tables are Maqiao's. An older version, which is to put a backup in the place of
 * what a newer one has made, cannot know otherwise: a PostgreSQL database may hold other programs' tables too.
 */
export async function rememberOurTables<T>(db: Kysely<T>): Promise<void> {
  const value = JSON.stringify(OUR_TABLES);
  await sql`
    insert into meta (key, value) values (${KEY}, ${value})
    on conflict (key) do update set value = excluded.value where meta.value <> excluded.value
  `.execute(db);
}

/** The tables of whatever version used this database last, beside our own; ours alone when none has said so. */
export async function tablesOfDatabase(db: Kysely<Tables>): Promise<readonly string[]> {
  const row = await db.selectFrom('meta').select('value').where('key', '=', KEY).executeTakeFirst();
  const theirs: unknown = row === undefined ? [] : JSON.parse(row.value);
  const names = Array.isArray(theirs) ? theirs.filter((name) => typeof name === 'string') : [];
  return [...new Set([...OUR_TABLES, ...names])];
}
