import { setTimeout as delay } from 'node:timers/promises';
import { sql, type Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { ApiError } from '../http/api-error.ts';
import { firstTables } from './migrations/0001-first-tables.ts';
import { avatarsAndTrail } from './migrations/0002-avatars-and-trail.ts';
import { webhookOutbox } from './migrations/0003-webhook-outbox.ts';
import { ownerView } from './migrations/0004-owner-view.ts';
import { knownBrowsers } from './migrations/0005-known-browsers.ts';
import { keptSessions } from './migrations/0006-kept-sessions.ts';
import { identities } from './migrations/0007-identities.ts';
import { oidc } from './migrations/0008-oidc.ts';
import { forwardAuth } from './migrations/0009-forward-auth.ts';
import { wechatGrants } from './migrations/0010-wechat-grants.ts';
import { onePerson } from './migrations/0011-one-person.ts';
import { auditedIdentities } from './migrations/0012-audited-identities.ts';
import { withMigrationLock } from './migration-lock.ts';
import { rememberOurTables } from './our-tables.ts';
import type { DialectName, SchemaMigration } from './schema-migration.ts';
import { newerSchema, schemaStateOf } from './schema-state.ts';
import { BUSY_TIMEOUT_MS } from './sqlite-dialect.ts';

/** Every migration in order, imported here because a bundle has no folder to scan. Names never change once released. */
export const MIGRATIONS: Record<string, SchemaMigration> = {
  '0001-first-tables': firstTables,
  '0002-avatars-and-trail': avatarsAndTrail,
  '0003-webhook-outbox': webhookOutbox,
  '0004-owner-view': ownerView,
  '0005-known-browsers': knownBrowsers,
  '0006-kept-sessions': keptSessions,
  '0007-identities': identities,
  '0008-oidc': oidc,
  '0009-forward-auth': forwardAuth,
  '0010-wechat-grants': wechatGrants,
  '0011-one-person': onePerson,
  '0012-audited-identities': auditedIdentities,
};

const LOCK_TIMEOUT_MS = 30_000;
const LOCK_RETRY_MS = 20;

/**
 * Migrates a database to the newest schema. Safe when several instances start at once: PostgreSQL by an advisory lock
 * of the transaction, SQLite by the write lock, which is taken before the schema is read.
 * @throws ApiError `unavailable` when the lock is not free in time, and whatever a migration throws.
 */
export async function migrate<T>(db: Kysely<T>, dialect: DialectName): Promise<void> {
  if (dialect === 'postgres') {
    await migrateToLatest(db, dialect);
    return rememberOurTables(db);
  }
  // A migration may replace a table; with foreign keys on, dropping the old one would delete all rows that refer to it.
  // The pragma has no effect within a transaction (SQLite, "PRAGMA foreign_keys").
  await sql`pragma foreign_keys = off`.execute(db);
  try {
    await migrateFile(db);
  } finally {
    await sql`pragma foreign_keys = on`.execute(db);
  }
}

/** Migrates in one transaction, under the write lock. @throws Error when a row would refer to a missing one */
async function migrateFile<T>(db: Kysely<T>): Promise<void> {
  // One connection only, so these statements and the migrator's share a transaction. Kysely runs SQLite's
  // migrations without one, although SQLite's DDL is transactional.
  await beginImmediate(db);
  try {
    if (await migrateToLatest(db, 'sqlite')) await requireForeignKeys(db);
    await sql`commit`.execute(db);
  } catch (error) {
    await sql`rollback`.execute(db);
    throw error;
  }
}

/**
 * @returns whether there was anything to do
 * @throws SettingsError when a newer version has changed the database: rows of this version could be wrong for it
 */
async function migrateToLatest<T>(db: Kysely<T>, dialect: DialectName): Promise<boolean> {
  const { unknown, missing } = await schemaStateOf(db, dialect, Object.keys(MIGRATIONS));
  if (unknown.length > 0) throw newerSchema(unknown);
  // At nearly every start nothing is missing. A migration is recorded in the transaction of its changes.
  if (missing.length === 0) return false;
  if (dialect === 'postgres') await withMigrationLock(db, (locked) => runMigrator(locked, dialect));
  else await runMigrator(db, dialect);
  return true;
}

async function runMigrator<T>(db: Kysely<T>, dialect: DialectName): Promise<void> {
  const migrations = Object.fromEntries(
    Object.entries(MIGRATIONS).map(([name, migration]) => [
      name,
      { up: (migrating: Kysely<unknown>) => migration.up(migrating, dialect) },
    ]),
  );
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error as Error;
}

async function requireForeignKeys<T>(db: Kysely<T>): Promise<void> {
  const { rows } = await sql<{ table: string }>`pragma foreign_key_check`.execute(db);
  const [row] = rows;
  if (row !== undefined) throw new Error(`Rows of ${row.table} refer to missing rows.`);
}

/** Takes SQLite's write lock, and waits for it without blocking the thread. */
async function beginImmediate<T>(db: Kysely<T>): Promise<void> {
  const deadline = performance.now() + LOCK_TIMEOUT_MS;
  await sql`pragma busy_timeout = 0`.execute(db);
  try {
    for (;;) {
      try {
        await sql`begin immediate`.execute(db);
        return;
      } catch (error) {
        const busy = error instanceof ApiError && error.code === 'unavailable';
        if (!busy || performance.now() > deadline) throw error;
        await delay(LOCK_RETRY_MS);
      }
    }
  } finally {
    await sql`pragma busy_timeout = ${sql.lit(BUSY_TIMEOUT_MS)}`.execute(db);
  }
}
