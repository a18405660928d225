import { sql, type Kysely } from 'kysely';
import { message, type OperatorMessage } from '../operator-messages/messages.ts';
import { databaseMessages } from './database-messages.ts';
import { MIGRATIONS } from './migrate.ts';
import { OUR_TABLES } from './our-tables.ts';
import { schemaStateOf } from './schema-state.ts';
import type { Tables } from './tables.ts';

interface Found {
  encoding: string;
  read_only: boolean;
  may_create: boolean;
  /** Existing tables of ours that this user may not read or write. */
  closed: string[];
}

/**
 * Checks encoding, permissions and writability of a PostgreSQL database, by one statement that changes nothing.
 * Otherwise these faults would first show when somebody signs in.
 * @returns the faults, each with what to do
 */
export async function faultsOfPostgres(queries: Kysely<Tables>): Promise<OperatorMessage[]> {
  const tables = sql.join(OUR_TABLES.map((name) => sql.lit(name)));
  const { rows } = await sql<Found>`
    select current_setting('server_encoding') as encoding,
      current_setting('transaction_read_only') = 'on' as read_only,
      coalesce(has_schema_privilege(current_schema(), 'create'), false) as may_create,
      array(
        select oid::regclass::text from unnest(array[${tables}]) as name, to_regclass(name) as oid
        where oid is not null and not (
          has_table_privilege(oid, 'select') and has_table_privilege(oid, 'insert')
          and has_table_privilege(oid, 'update') and has_table_privilege(oid, 'delete')
        )
      ) as closed
  `.execute(queries);
  const [found] = rows;
  if (found === undefined) return [];
  const faults: OperatorMessage[] = [];
  // Nicknames are in any script, and a character that cannot be stored would fail a login.
  if (found.encoding !== 'UTF8')
    faults.push(message(databaseMessages.postgres_encoding, { encoding: found.encoding }));
  if (found.read_only) faults.push(message(databaseMessages.postgres_read_only, { failure: '25006' }));
  if (found.closed.length > 0) {
    faults.push(message(databaseMessages.postgres_tables_closed, { tables: found.closed.join(', ') }));
  }
  if (found.closed.length > 0 || found.may_create) return faults;
  const { missing } = await schemaStateOf(queries, 'postgres', Object.keys(MIGRATIONS));
  if (missing.length > 0)
    faults.push(message(databaseMessages.postgres_rights_missing, { failure: '42501' }));
  return faults;
}
