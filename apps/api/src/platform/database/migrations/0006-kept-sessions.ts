import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Until when a site's backend keeps a session. */
export const keptSessions: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('sessions').addColumn('kept_until', 'bigint').execute();
  },
};
