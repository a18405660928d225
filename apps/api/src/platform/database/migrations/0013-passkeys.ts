import type { SchemaMigration } from '../schema-migration.ts';

/** Passkeys, and which of them a merge of two users has moved. */
export const passkeys: SchemaMigration = {
  async up(db): Promise<void> {
    await db.schema
      .createTable('passkeys')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('user_id', 'text', (column) => column.notNull().references('users.id').onDelete('cascade'))
      .addColumn('credential_id', 'text', (column) => column.notNull().unique())
      .addColumn('public_key', 'text', (column) => column.notNull())
      .addColumn('user_handle', 'text', (column) => column.notNull())
      .addColumn('counter', 'bigint', (column) => column.notNull())
      .addColumn('transports', 'text', (column) => column.notNull())
      .addColumn('device_type', 'text', (column) => column.notNull())
      .addColumn('backed_up', 'integer', (column) => column.notNull())
      .addColumn('user_verified', 'integer', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('last_used_at', 'bigint')
      .execute();
    await db.schema.createIndex('passkeys_user_id').on('passkeys').column('user_id').execute();
    await db.schema
      .createTable('merged_passkeys')
      .addColumn('merge_id', 'text', (column) =>
        column.notNull().references('user_merges.id').onDelete('cascade'),
      )
      .addColumn('passkey_id', 'text', (column) =>
        column.notNull().references('passkeys.id').onDelete('cascade'),
      )
      .addPrimaryKeyConstraint('merged_passkeys_pkey', ['merge_id', 'passkey_id'])
      .execute();
    await db.schema
      .createIndex('merged_passkeys_passkey_id')
      .on('merged_passkeys')
      .column('passkey_id')
      .execute();
  },
};
