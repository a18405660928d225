import { sql, type Kysely } from 'kysely';
import type { Tables } from '../../platform/database/tables.ts';

/** The name of a table with its schema, as PostgreSQL stores it. */
export interface TableName {
  readonly schema: string;
  readonly name: string;
}

/** A table that exists. */
export interface FoundTable extends TableName {
  readonly oid: number;
}

/** The existing tables that these names resolve to, by the search path of the connection. */
export async function tablesNamed(
  queries: Kysely<Tables>,
  names: readonly string[],
): Promise<readonly FoundTable[]> {
  const { rows } = await sql<{ oid: string; schema: string; name: string }>`
    select c.oid::text as oid, n.nspname as schema, c.relname as name
    from unnest(${names}::text[]) as asked(name)
      join pg_class c on c.oid = to_regclass(quote_ident(asked.name)) and c.relkind in ('r', 'p')
      join pg_namespace n on n.oid = c.relnamespace
  `.execute(queries);
  return rows.map(({ oid, schema, name }) => ({ oid: Number(oid), schema, name }));
}

/** The quoted name, for an SQL statement or a pattern of pg_dump. */
export function nameOf({ schema, name }: TableName): string {
  return [schema, name].map((part) => `"${part.replaceAll('"', '""')}"`).join('.');
}
