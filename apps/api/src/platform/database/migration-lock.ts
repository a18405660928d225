import { PostgresAdapter, sql, type Kysely, type Transaction } from 'kysely';

/** Kysely's own, so that an instance of an older version waits as well. */
const LOCK_ID = '3853314791062309107';

/**
 * Migrates inside one transaction of PostgreSQL that holds the lock of the migrations: of instances that start at once
 * one works, and the others then find it done. The lock ends with the transaction. One of the session, as Kysely takes
 * it, is none behind a pooler in transaction mode, where two instances may be handed the same connection.
 */
export async function migratingAlone<T>(
  db: Kysely<T>,
  work: (transaction: Transaction<T>) => Promise<void>,
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(${sql.lit(LOCK_ID)}::bigint)`.execute(transaction);
    await work(transaction);
  });
}

/** PostgreSQL to Kysely, but for the lock of its migrator: {@link migratingAlone} has taken it. */
export class AdapterWithoutLock extends PostgresAdapter {
  override async acquireMigrationLock(): Promise<void> {
    // Held already.
  }

  override async releaseMigrationLock(): Promise<void> {
    // Ends with the transaction.
  }
}
