import type { SchemaMigration } from '../schema-migration.ts';

/** What the site's own system calls a person. */
export const externalId: SchemaMigration = {
  async up(db): Promise<void> {
    await db.schema.alterTable('users').addColumn('external_id', 'text').execute();
    // In both databases any number of users may have none.
    await db.schema.createIndex('users_external_id').unique().on('users').column('external_id').execute();
  },
};
