import type { Kysely } from 'kysely';

export type DialectName = 'sqlite' | 'postgres';

/** One migration. It may use other statements for each dialect. */
export interface SchemaMigration {
  // `unknown`: a migration uses the tables of its time, which `Tables` does not describe.
  up(db: Kysely<unknown>, dialect: DialectName): Promise<void>;
}
