import { PostgresAdapter, sql, type Kysely, type Transaction } from 'kysely';

/** The id that Kysely uses, so that instances of older versions wait for the same lock. */
const LOCK_ID = '3853314791062309107';

/**
 * Migrates in one transaction of PostgreSQL that holds the migration lock: of several instances that start at once one
 * migrates, and the others wait and find it done. The lock ends with the transaction. Kysely's own lock belongs to the
 * session, which does not work behind a pooler in transaction mode, where two instances may share a connection.
 */
export async function withMigrationLock<T>(
  db: Kysely<T>,
  work: (transaction: Transaction<T>) => Promise<void>,
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(${sql.lit(LOCK_ID)}::bigint)`.execute(transaction);
    await work(transaction);
  });
}

/** Kysely's adapter for PostgreSQL without the migrator's lock: {@link withMigrationLock} has taken it. */
export class AdapterWithoutLock extends PostgresAdapter {
  override async acquireMigrationLock(): Promise<void> {
    // The transaction holds it.
  }

  override async releaseMigrationLock(): Promise<void> {
    // It ends with the transaction.
  }
}
