import type { Kysely } from 'kysely';

export type DialectName = 'sqlite' | 'postgres';

/** One step of the schema. What one of the databases cannot do is done in another way there. */
export interface SchemaMigration {
  // A migration reads and writes tables that no type of today describes.
  up(db: Kysely<unknown>, dialect: DialectName): Promise<void>;
}
