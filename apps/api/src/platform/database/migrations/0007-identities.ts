import { sql, type Kysely } from 'kysely';
import type { SchemaMigration } from '../schema-migration.ts';

/**
 * Moves the identities at WeChat from `users` to a table of their own: a user may have several. Session keys are moved
 * unchanged, encrypted for the user's id; the next sign-in of each user replaces the key.
 */
export const identities: SchemaMigration = {
  async up(db, dialect): Promise<void> {
    await db.schema
      .createTable('identities')
      .addColumn('provider', 'text', (column) => column.notNull())
      .addColumn('app_id', 'text', (column) => column.notNull())
      .addColumn('subject', 'text', (column) => column.notNull())
      .addColumn('user_id', 'text', (column) => column.notNull().references('users.id').onDelete('cascade'))
      .addColumn('unionid', 'text')
      .addColumn('session_key_sealed', 'text')
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('last_used_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('identities_pkey', ['provider', 'app_id', 'subject'])
      .execute();
    // One openid for each (app id, unionid). WeChat gives no second one; if a database has one, the user
    // who signed in last keeps the unionid.
    await sql`
      insert into identities
        (provider, app_id, subject, user_id, unionid, session_key_sealed, created_at, last_used_at)
      select 'wechat-mini-program', app_id, openid, id,
        case when row_number() over (
          partition by app_id, unionid order by last_login_at desc, id
        ) = 1 then unionid end,
        nullif(session_key_sealed, ''), created_at, last_login_at
      from users
    `.execute(db);
    await db.schema.createIndex('identities_user_id').on('identities').column('user_id').execute();
    await db.schema.createIndex('identities_unionid').on('identities').column('unionid').execute();
    await db.schema
      .createIndex('identities_account_unionid')
      .unique()
      .on('identities')
      .columns(['provider', 'app_id', 'unionid'])
      .execute();
    if (dialect === 'sqlite') await rebuildUsers(db);
    else await dropColumns(db);
  },
};

const MOVED = ['app_id', 'openid', 'unionid', 'session_key_sealed'] as const;

async function dropColumns(db: Kysely<unknown>): Promise<void> {
  // PostgreSQL drops the constraint of (app_id, openid) with them.
  let alter = db.schema.alterTable('users').dropColumn(MOVED[0]);
  for (const column of MOVED.slice(1)) alter = alter.dropColumn(column);
  await alter.execute();
}

/**
 * SQLite cannot drop a column of a unique constraint: a new table replaces the old one, by the steps of its
 * documentation (lang_altertable, "Making Other Kinds Of Table Schema Changes"). Foreign keys are off meanwhile
 * (see `migrate`): dropping the old table would delete everybody's sessions.
 */
async function rebuildUsers(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('users_new')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('nickname', 'text')
    .addColumn('avatar', 'text')
    .addColumn('blocked', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('last_login_at', 'bigint', (column) => column.notNull())
    .execute();
  await sql`
    insert into users_new (id, nickname, avatar, blocked, created_at, last_login_at)
    select id, nickname, avatar, blocked, created_at, last_login_at from users
  `.execute(db);
  await db.schema.dropTable('users').execute();
  await db.schema.alterTable('users_new').renameTo('users').execute();
  await db.schema.createIndex('users_created_at').on('users').columns(['created_at', 'id']).execute();
}
