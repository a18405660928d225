import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Avatars by name instead of by URL, the avatars to be removed, and the audit log. */
export const avatarsAndTrail: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    // No version could set one, so nothing is lost.
    await db.schema.alterTable('users').renameColumn('avatar_url', 'avatar').execute();

    await db.schema
      .createTable('avatar_removals')
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('due_at', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema.createIndex('avatar_removals_due_at').on('avatar_removals').column('due_at').execute();

    await db.schema
      .createTable('security_events')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('user_id', 'text', (column) => column.notNull().references('users.id').onDelete('cascade'))
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('subject', 'text', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('origin', 'text')
      .addColumn('browser', 'text')
      .addColumn('os', 'text')
      .addColumn('region', 'text')
      .addColumn('ip', 'text')
      .addColumn('session_id', 'text')
      .addColumn('actor', 'text')
      .addColumn('reason', 'text')
      .addUniqueConstraint('security_events_once', ['user_id', 'kind', 'subject'])
      .execute();
    await db.schema
      .createIndex('security_events_user_id_id')
      .on('security_events')
      .columns(['user_id', 'id'])
      .execute();
    await db.schema.createIndex('security_events_at').on('security_events').column('at').execute();
  },
};
