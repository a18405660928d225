import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Which browsers a person has signed in with before. */
export const knownBrowsers: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('known_browsers')
      .addColumn('browser_hash', 'text', (column) => column.notNull())
      .addColumn('user_id', 'text', (column) => column.notNull().references('users.id').onDelete('cascade'))
      .addColumn('sid', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('last_used_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('known_browsers_pkey', ['browser_hash', 'user_id'])
      .execute();
    await db.schema.createIndex('known_browsers_user_id').on('known_browsers').column('user_id').execute();
    await db.schema
      .createIndex('known_browsers_last_used_at')
      .on('known_browsers')
      .column('last_used_at')
      .execute();
  },
};
