import type { SchemaMigration } from '../schema-migration.ts';

/** Sign-ins at sites that a proxy protects, and where people have agreed to be known. */
export const forwardAuth: SchemaMigration = {
  async up(db): Promise<void> {
    await db.schema
      .createTable('forward_auth_sign_ins')
      .addColumn('uid', 'text', (column) => column.primaryKey())
      .addColumn('host', 'text', (column) => column.notNull())
      .addColumn('challenge', 'text', (column) => column.notNull())
      .addColumn('way_back_sealed', 'text', (column) => column.notNull())
      .addColumn('sid', 'text', (column) => column.references('sessions.sid').onDelete('cascade'))
      .addColumn('code_hash', 'text')
      .addColumn('code_expires_at', 'bigint')
      .addColumn('redeemed_at', 'bigint')
      .addColumn('expires_at', 'bigint', (column) => column.notNull())
      .execute();
    for (const column of ['sid', 'expires_at'])
      await db.schema
        .createIndex(`forward_auth_sign_ins_${column}`)
        .on('forward_auth_sign_ins')
        .column(column)
        .execute();
    await db.schema
      .createTable('forward_auth_consents')
      .addColumn('user_id', 'text', (column) => column.notNull().references('users.id').onDelete('cascade'))
      .addColumn('host', 'text', (column) => column.notNull())
      .addColumn('granted_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('forward_auth_consents_pkey', ['user_id', 'host'])
      .execute();
  },
};
