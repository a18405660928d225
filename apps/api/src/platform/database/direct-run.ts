import type { Dialect } from 'kysely';

/**
 * Runs one statement of a text that never changes, on its own: it begins and ends no transaction, and is part of none.
 * Past the query builder, whose ways around a statement take longer than the statement.
 * @returns its rows; undefined when it has to take its turn with the others, through the query builder
 */
export type DirectRun = (text: string, values: readonly unknown[]) => Promise<unknown[]> | undefined;

/** A database that is open: for the query builder, and for the statements of a login. */
export interface OpenDialect {
  dialect: Dialect;
  run: DirectRun;
}
