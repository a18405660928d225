import { sql, type Kysely } from 'kysely';
import { message } from '../../platform/operator-messages/messages.ts';
import { backupMessages } from './backup-messages.ts';
import { SettingsError } from '../../config/settings.ts';
import { Database } from '../../platform/database/database.ts';
import { MIGRATIONS } from '../../platform/database/migrate.ts';
import { OUR_TABLES, tablesOfDatabase } from '../../platform/database/our-tables.ts';
import { newerSchema, schemaStateOf } from '../../platform/database/schema-state.ts';
import type { Tables } from '../../platform/database/tables.ts';
import { nameOf, tablesNamed, type FoundTable, type TableName } from './postgres-tables.ts';
import { contentsOf, restoreInOneTransaction } from './postgres-tools.ts';

/** The server should be stopped; if something still locks a table after this time, the restore fails. */
const LOCK_TIMEOUT = '10s';

/**
 * Replaces Maqiao's tables with those of a dump, in one transaction. The tables to drop are those of the version that
 * used the database last, which may be newer. Other tables are not touched.
 * @param replace whether tables of ours may exist already
 * @throws SettingsError when the restore is refused or fails; then nothing has changed
 */
export async function restorePostgres(url: string, file: string, replace: boolean): Promise<void> {
  const dumped = tablesIn(await contentsOf(file));
  const database = await Database.openAsItIs(url);
  if (database === undefined) return;
  let existing: readonly FoundTable[];
  try {
    const { queries } = database;
    const { applied, unknown } = await schemaStateOf(queries, 'postgres', Object.keys(MIGRATIONS));
    if (unknown.length > 0 && !replace) throw newerSchema(unknown);
    if (applied.length > 0 && !replace) throw new SettingsError(message(backupMessages.replace_unasked));
    await requireStopped(queries);
    const isOurs = applied.length > 0;
    existing = await tablesNamed(queries, isOurs ? await tablesOfDatabase(queries) : OUR_TABLES);
    if (!isOurs && existing.length > 0) throw tablesOfAnother(existing);
    await requireSchema(queries, dumped, existing);
    await requireOnlyOurs(queries, existing);
  } finally {
    await database.onApplicationShutdown();
  }
  const drop = existing.length === 0 ? [] : [`drop table ${existing.map(nameOf).join(', ')}`];
  await restoreInOneTransaction([`set local lock_timeout = '${LOCK_TIMEOUT}'`, ...drop], file, url);
}

/** The tables of a dump, from the list that pg_restore gives: `215; 1259 16385 TABLE public users owner`. */
function tablesIn(contents: string): TableName[] {
  const entries = contents.matchAll(/^\d+; \d+ \d+ TABLE (\S+) (\S+) /gm);
  return [...entries].map(([, schema = '', name = '']) => ({ schema, name }));
}

async function requireStopped(queries: Kysely<Tables>): Promise<void> {
  const others = await sql<{ count: string }>`
    select count(*) as count from pg_stat_activity
    where datname = current_database() and application_name = 'maqiao' and pid <> pg_backend_pid()
  `.execute(queries);
  if (Number(others.rows[0]?.count) > 0) throw new SettingsError(message(backupMessages.stop_first));
}

/** For a database that Maqiao has never used: tables with these names belong to another program. */
function tablesOfAnother(existing: readonly TableName[]): SettingsError {
  return new SettingsError(
    message(backupMessages.tables_of_another, { names: existing.map(nameOf).join(', ') }),
  );
}

/** A dump restores into the schema that it was made from; our statements would read another one. */
async function requireSchema(
  queries: Kysely<Tables>,
  dumped: readonly TableName[],
  existing: readonly TableName[],
): Promise<void> {
  const { rows } = await sql<{ schema: string | null }>`select current_schema() as schema`.execute(queries);
  const ours = existing.find(({ name }) => name === 'meta')?.schema ?? rows[0]?.schema ?? 'public';
  const theirs = dumped.find(({ name }) => name === 'meta')?.schema ?? 'public';
  if (theirs !== ours) throw new SettingsError(message(backupMessages.backup_other_schema, { theirs, ours }));
}

/** Foreign keys and views of others that depend on our tables would have to be dropped with them: refuse instead. */
async function requireOnlyOurs(queries: Kysely<Tables>, existing: readonly FoundTable[]): Promise<void> {
  const oids = existing.map(({ oid }) => oid);
  const { rows } = await sql<{ name: string }>`
    select conrelid::regclass::text as name from pg_constraint
    where contype = 'f' and confrelid = any(${oids}::oid[]) and conrelid <> all(${oids}::oid[])
    union
    select r.ev_class::regclass::text from pg_depend d
      join pg_rewrite r on d.classid = 'pg_rewrite'::regclass and r.oid = d.objid
    where d.refclassid = 'pg_class'::regclass and d.refobjid = any(${oids}::oid[])
      and r.ev_class <> all(${oids}::oid[])
    order by 1
  `.execute(queries);
  if (rows.length === 0) return;
  throw new SettingsError(
    message(backupMessages.others_depend, { names: rows.map(({ name }) => name).join(', ') }),
  );
}
