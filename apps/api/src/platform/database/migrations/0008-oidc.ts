import type { SchemaMigration } from '../schema-migration.ts';

/** OpenID Connect: clients, what the engine keeps, and what people have agreed to. */
export const oidc: SchemaMigration = {
  async up(db): Promise<void> {
    // When the person last proved who they are, and how; before the first such proof: when the session began.
    await db.schema.alterTable('sessions').addColumn('authenticated_at', 'bigint').execute();
    await db.schema.alterTable('sessions').addColumn('amr', 'text').execute();
    // Who asked, where it was a client.
    await db.schema.alterTable('security_events').addColumn('client', 'text').execute();
    // What clients are told of a person (OpenID Connect Core 1.0 §5.1).
    await db.schema.alterTable('users').addColumn('profile_updated_at', 'bigint').execute();
    await db.schema.alterTable('users').addColumn('preferred_username', 'text').execute();
    await db.schema
      .createIndex('users_preferred_username')
      .unique()
      .on('users')
      .column('preferred_username')
      .execute();
    await db.schema
      .createTable('rsa_signing_keys')
      .addColumn('kid', 'text', (column) => column.primaryKey())
      .addColumn('generation', 'integer', (column) => column.notNull().unique())
      .addColumn('public_jwk', 'text', (column) => column.notNull())
      .addColumn('private_sealed', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('signs_from', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('clients')
      .addColumn('client_id', 'text', (column) => column.primaryKey())
      .addColumn('metadata', 'text', (column) => column.notNull())
      .addColumn('source', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('updated_at', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('client_secrets')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('client_id', 'text', (column) =>
        column.notNull().references('clients.client_id').onDelete('cascade'),
      )
      .addColumn('secret_sealed', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('expires_at', 'bigint')
      .execute();
    await db.schema
      .createIndex('client_secrets_client_id')
      .on('client_secrets')
      .column('client_id')
      .execute();
    await db.schema
      .createTable('oidc_records')
      .addColumn('model', 'text', (column) => column.notNull())
      .addColumn('id_hash', 'text', (column) => column.notNull())
      .addColumn('payload_sealed', 'text', (column) => column.notNull())
      .addColumn('grant_id', 'text')
      .addColumn('user_code', 'text')
      .addColumn('user_id', 'text', (column) => column.references('users.id').onDelete('cascade'))
      .addColumn('client_id', 'text')
      .addColumn('sid', 'text')
      .addColumn('expires_at', 'bigint', (column) => column.notNull())
      .addColumn('consumed_at', 'bigint')
      .addPrimaryKeyConstraint('oidc_records_pkey', ['model', 'id_hash'])
      .execute();
    for (const column of ['grant_id', 'user_code', 'user_id', 'client_id', 'expires_at'])
      await db.schema.createIndex(`oidc_records_${column}`).on('oidc_records').column(column).execute();
    await db.schema
      .createTable('client_sessions')
      .addColumn('sid', 'text', (column) => column.notNull().references('sessions.sid').onDelete('cascade'))
      .addColumn('client_id', 'text', (column) => column.notNull())
      .addColumn('offline', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('client_sessions_pkey', ['sid', 'client_id'])
      .execute();
    await db.schema
      .createIndex('client_sessions_client_id')
      .on('client_sessions')
      .column('client_id')
      .execute();
    await db.schema
      .createTable('consents')
      .addColumn('user_id', 'text', (column) => column.notNull().references('users.id').onDelete('cascade'))
      .addColumn('client_id', 'text', (column) =>
        column.notNull().references('clients.client_id').onDelete('cascade'),
      )
      .addColumn('scopes', 'text', (column) => column.notNull())
      .addColumn('granted_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('consents_pkey', ['user_id', 'client_id'])
      .execute();
    // Logout tokens that are still to be sent. Without references to session and user, which may be deleted meanwhile.
    await db.schema
      .createTable('logout_outbox')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('client_id', 'text', (column) =>
        column.notNull().references('clients.client_id').onDelete('cascade'),
      )
      .addColumn('user_id', 'text', (column) => column.notNull())
      .addColumn('sid', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('attempts', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('next_attempt_at', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema
      .createIndex('logout_outbox_client_id_next_attempt_at')
      .on('logout_outbox')
      .columns(['client_id', 'next_attempt_at'])
      .execute();
  },
};
