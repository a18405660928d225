import { sql, type Kysely } from 'kysely';
import { message } from '../operator-messages/messages.ts';
import { databaseMessages } from './database-messages.ts';
import { SettingsError } from '../../config/settings.ts';

/** The schema of a database, as the names of migrations in order. */
export interface SchemaState {
  readonly applied: readonly string[];
  /** Migrations of this version that were not applied yet. */
  readonly missing: readonly string[];
  /** Applied migrations that this version does not know: a newer version applied them. */
  readonly unknown: readonly string[];
}

/** Reads which migrations were applied; before the first one their table does not exist. */
export async function schemaStateOf<T>(
  db: Kysely<T>,
  dialect: 'sqlite' | 'postgres',
  known: readonly string[],
): Promise<SchemaState> {
  // Kysely's `introspection` would read the columns of all tables, which takes a tenth of a start.
  const table =
    dialect === 'sqlite'
      ? sql<{ name: string | null }>`select name from sqlite_master where name = 'kysely_migration'`
      : sql<{ name: string | null }>`select to_regclass('kysely_migration')::text as name`;
  const [found] = (await table.execute(db)).rows;
  const rows = found?.name
    ? (await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db)).rows
    : [];
  const applied = rows.map(({ name }) => name);
  return {
    applied,
    missing: known.filter((name) => !applied.includes(name)),
    unknown: applied.filter((name) => !known.includes(name)),
  };
}

/** The error for a database that a newer version has migrated. */
export function newerSchema(unknown: readonly string[]): SettingsError {
  return new SettingsError(message(databaseMessages.schema_newer, { unknown: unknown.join(', ') }));
}
