import type { SchemaMigration } from '../schema-migration.ts';

/** What web OAuth has given for an identity: its tokens, and the name and picture that are proposed to the person. */
export const wechatGrants: SchemaMigration = {
  async up(db): Promise<void> {
    await db.schema
      .createTable('wechat_grants')
      .addColumn('provider', 'text', (column) => column.notNull())
      .addColumn('app_id', 'text', (column) => column.notNull())
      .addColumn('subject', 'text', (column) => column.notNull())
      .addColumn('tokens_sealed', 'text')
      .addColumn('proposed_nickname', 'text')
      .addColumn('proposed_picture', 'text')
      .addColumn('profile_hash', 'text')
      .addColumn('updated_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('wechat_grants_pkey', ['provider', 'app_id', 'subject'])
      .addForeignKeyConstraint(
        'wechat_grants_identity',
        ['provider', 'app_id', 'subject'],
        'identities',
        ['provider', 'app_id', 'subject'],
        (constraint) => constraint.onDelete('cascade').onUpdate('cascade'),
      )
      .execute();
  },
};
