import type { SchemaMigration } from '../schema-migration.ts';

/** Users who turned out to be one person, and what is needed to separate them again. */
export const onePerson: SchemaMigration = {
  async up(db): Promise<void> {
    // Without references: rows of one table that refer to each other cannot be restored in every order.
    await db.schema.alterTable('users').addColumn('merged_into', 'text').execute();
    await db.schema.alterTable('users').addColumn('merged_subs', 'text').execute();
    await db.schema
      .createTable('user_merges')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('user_id', 'text', (column) => column.notNull().references('users.id').onDelete('cascade'))
      .addColumn('merged_id', 'text', (column) =>
        column.notNull().unique().references('users.id').onDelete('cascade'),
      )
      .addColumn('merged_at', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema.createIndex('user_merges_user_id').on('user_merges').column('user_id').execute();
    await db.schema
      .createTable('merged_identities')
      .addColumn('merge_id', 'text', (column) =>
        column.notNull().references('user_merges.id').onDelete('cascade'),
      )
      .addColumn('provider', 'text', (column) => column.notNull())
      .addColumn('app_id', 'text', (column) => column.notNull())
      .addColumn('subject', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('merged_identities_pkey', ['merge_id', 'provider', 'app_id', 'subject'])
      .addForeignKeyConstraint(
        'merged_identities_identity_fkey',
        ['provider', 'app_id', 'subject'],
        'identities',
        ['provider', 'app_id', 'subject'],
        (constraint) => constraint.onDelete('cascade'),
      )
      .execute();
    await db.schema
      .createIndex('merged_identities_identity')
      .on('merged_identities')
      .columns(['provider', 'app_id', 'subject'])
      .execute();
  },
};
