import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** For the owner's pages: counts by hour, users in the order of their creation, sessions that a block has ended. */
export const ownerView: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('hourly_counts')
      .addColumn('hour', 'bigint', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('count', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('hourly_counts_pkey', ['hour', 'name'])
      .execute();
    await db.schema.createIndex('users_created_at').on('users').columns(['created_at', 'id']).execute();
    await db.schema
      .createIndex('sessions_revoked')
      .on('sessions')
      .columns(['revoked_reason', 'revoked_at'])
      .execute();
  },
};
