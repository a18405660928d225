import type { Compilable, CompiledQuery, Kysely } from 'kysely';
import type { Database } from './database.ts';
import type { Tables } from './tables.ts';

/** Where a value goes that is known only when the query runs. */
class Place {
  constructor(readonly name: string) {}
}

type Values = Readonly<Record<string, string | number | null>>;

/** Stands for the value of this name while the query is built, and passes for one: it must not be looked at. */
type PlaceOf<V extends Values> = <K extends keyof V & string>(name: K) => V[K];

/**
 * A query of a text that never changes: built and compiled on its first run, and from then on only given its values.
 * For the statements of a login; building one takes several times as long as SQLite takes to run it.
 * Never part of a transaction.
 * @param build names its values by `value('…')` instead of holding them
 */
export function preparedQuery<V extends Values, Row>(
  database: Database,
  build: (queries: Kysely<Tables>, value: PlaceOf<V>) => Compilable<Row>,
): (values: V) => Promise<Row[]> {
  let compiled: CompiledQuery<Row> | undefined;
  return (values) => {
    compiled ??= build(database.queries, (name) => new Place(name) as never).compile();
    const parameters = compiled.parameters.map((parameter) =>
      parameter instanceof Place ? values[parameter.name] : parameter,
    );
    return database.run<Row>(compiled.sql, parameters);
  };
}
