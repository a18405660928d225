import { sql, type Kysely } from 'kysely';
import { message } from '../operator-messages/messages.ts';
import { databaseMessages } from './database-messages.ts';
import { SettingsError } from '../../config/settings.ts';

/** Where a database stands, by the names of its migrations in order. */
export interface SchemaState {
  readonly applied: readonly string[];
  /** What this program knows and the database has not had yet. */
  readonly missing: readonly string[];
  /** What the database has had and this program does not know: a newer one did that. */
  readonly unknown: readonly string[];
}

/** Reads which migrations a database has had; one without any has no table for them either. */
export async function schemaStateOf<T>(
  db: Kysely<T>,
  dialect: 'sqlite' | 'postgres',
  known: readonly string[],
): Promise<SchemaState> {
  // Kysely's own look at the tables (`introspection`) reads the columns of all of them: a tenth of a start.
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

/** What stops a start on a database that has seen a newer version. */
export function newerSchema(unknown: readonly string[]): SettingsError {
  return new SettingsError(message(databaseMessages.schema_newer, { unknown: unknown.join(', ') }));
}
