import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import { SqliteDialect, type Dialect, type SqliteDatabase, type SqliteStatement } from 'kysely';

/**
 * How long a statement waits for another process's write before it fails with `unavailable`. This blocks the thread.
 */
export const BUSY_TIMEOUT_MS = 5000;

/** How many prepared statements are cached. We have a few dozen; the limit is for texts that vary. */
const MAX_CACHED_STATEMENTS = 200;

/**
 * Opens an SQLite file, or a database in memory, and creates its folder when it is missing.
 * WAL with `synchronous=NORMAL`: see docs/adr/0001-sqlite-durability.md for what that costs.
 */
export function openSqlite(file: string | null): Dialect {
  if (file !== null) mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const database = new Sqlite(file ?? ':memory:', { timeout: BUSY_TIMEOUT_MS });
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = NORMAL');
  database.pragma('foreign_keys = ON');
  // Pages in the log before a checkpoint, four times the default. Logins change the same few pages again and again, so
  // rarer checkpoints copy fewer pages in total.
  database.pragma('wal_autocheckpoint = 4000');
  return new SqliteDialect({ database: withCachedStatements(database) });
}

/**
 * Caches prepared statements, as preparing takes longer than running. A cached statement must not be busy when it is
 * used again, so nothing may stream rows. SQLite itself prepares it again when the schema has changed.
 */
function withCachedStatements(database: Sqlite.Database): SqliteDatabase {
  const kept = new Map<string, SqliteStatement>();
  return {
    prepare(text) {
      const known = kept.get(text);
      if (known) return known;
      const statement = database.prepare<unknown[]>(text) as SqliteStatement;
      kept.set(text, statement);
      if (kept.size > MAX_CACHED_STATEMENTS) kept.delete(kept.keys().next().value as string);
      return statement;
    },
    close: () => void database.close(),
  };
}
