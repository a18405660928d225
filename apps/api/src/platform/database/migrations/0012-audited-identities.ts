import type { SchemaMigration } from '../schema-migration.ts';

/** What an entry of the audit log names: the method, the identity, and the client by its id. Older entries name none. */
export const auditedIdentities: SchemaMigration = {
  async up(db): Promise<void> {
    // One column each: SQLite adds no more at a time.
    for (const column of ['client_id', 'method', 'identity_id', 'provider', 'app_id'])
      await db.schema.alterTable('security_events').addColumn(column, 'text').execute();
  },
};
