import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import { SqliteDialect, type Dialect, type SqliteDatabase, type SqliteStatement } from 'kysely';

/** How long a statement waits for another process's write before it answers `unavailable`. The thread waits with it. */
export const BUSY_TIMEOUT_MS = 5000;

/** Statements kept ready. Ours are a few dozen texts; beyond this the oldest go, as of a query built by hand. */
const KEPT_STATEMENTS = 200;

/**
 * Opens an SQLite file, or a database in memory, and makes its folder when it is missing.
 * WAL with `synchronous=NORMAL`: see docs/adr/0001-sqlite-durability.md for what that costs.
 */
export function openSqlite(file: string | null): Dialect {
  if (file !== null) mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const database = new Sqlite(file ?? ':memory:', { timeout: BUSY_TIMEOUT_MS });
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = NORMAL');
  database.pragma('foreign_keys = ON');
  // Pages of log before they are moved into the file. A login changes the same few pages as the one before it: of four
  // times as many pages that are moved at once, fewer are moved.
  database.pragma('wal_autocheckpoint = 4000');
  return new SqliteDialect({ database: withKeptStatements(database) });
}

/**
 * Prepares each text once: that takes longer than running it. A kept statement may not be busy when it is asked for
 * again, so nothing here may stream rows. SQLite itself prepares anew when the schema has changed.
 */
function withKeptStatements(database: Sqlite.Database): SqliteDatabase {
  const kept = new Map<string, SqliteStatement>();
  return {
    prepare(text) {
      const known = kept.get(text);
      if (known) return known;
      const statement = database.prepare<unknown[]>(text) as SqliteStatement;
      kept.set(text, statement);
      if (kept.size > KEPT_STATEMENTS) kept.delete(kept.keys().next().value as string);
      return statement;
    },
    close: () => void database.close(),
  };
}
