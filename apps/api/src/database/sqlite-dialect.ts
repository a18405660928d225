import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import { SqliteDialect, type Dialect } from 'kysely';

/** How long a statement waits for another process's write before it answers `unavailable`. The thread waits with it. */
export const BUSY_TIMEOUT_MS = 5000;

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
  return new SqliteDialect({ database });
}
