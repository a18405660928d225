import { sql, type Kysely } from 'kysely';
import type { Tables } from '../../platform/database/tables.ts';

/** A table by its name, as PostgreSQL has it: whole, with its schema. */
export interface TableName {
  readonly schema: string;
  readonly name: string;
}

/** A table that is there. */
export interface FoundTable extends TableName {
  readonly oid: number;
}

/** Those of these names that our statements would reach, by the search path of the connection. */
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

/** For a statement or a pattern of pg_dump, with every character as it is. */
export function nameOf({ schema, name }: TableName): string {
  return [schema, name].map((part) => `"${part.replaceAll('"', '""')}"`).join('.');
}
