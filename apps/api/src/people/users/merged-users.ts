import { sql, type Kysely } from 'kysely';
import type { Database } from '../../platform/database/database.ts';
import type { Tables, UserRow } from '../../platform/database/tables.ts';

// Of two users who are one person, one gives way (`merged_into`), and the other remains. Whoever has given way has no
// identity and no session; the row stays, so that the merge can be undone.

/** The ids of everybody who has given way to this user, directly or before. */
export function mergedSubsOf({ merged_subs: list }: Pick<UserRow, 'merged_subs'>): readonly string[] {
  return list === null ? [] : (JSON.parse(list) as string[]);
}

/**
 * Takes the lock under which merges are made, undone, and ended by a deletion, until the end of the transaction.
 * SQLite has one writer, so any write is that lock.
 */
export async function lockMerges(database: Database, transaction: Kysely<Tables>): Promise<void> {
  const lock =
    database.location.dialect === 'postgres'
      ? sql`select pg_advisory_xact_lock(hashtextextended('maqiao:merges', 0))`
      : sql`update users set id = id where id = ''`;
  await lock.execute(transaction);
}

/**
 * Locks the rows of these users as a deletion would, so that inserts of sessions, identities and entries that have seen
 * them are finished, and later ones wait.
 * @returns the rows of those who exist, in the order of `ids`
 */
export async function lockUsers(
  database: Database,
  transaction: Kysely<Tables>,
  ids: readonly string[],
): Promise<UserRow[]> {
  if (ids.length === 0) return [];
  const rows =
    database.location.dialect === 'postgres'
      ? await transaction
          .selectFrom('users')
          .selectAll()
          .where('id', 'in', [...ids])
          .orderBy('id') // always in this order: two transactions do not wait for each other
          .forUpdate()
          .execute()
      : await transaction
          .updateTable('users')
          .set((eb) => ({ id: eb.ref('id') }))
          .where('id', 'in', [...ids])
          .returningAll()
          .execute();
  return ids.flatMap((id) => rows.find((row) => row.id === id) ?? []);
}

/** A user and everybody above them: who they have given way to, and so on. The last one remains. */
export async function lineOf(transaction: Kysely<Tables>, id: string): Promise<string[]> {
  const line: string[] = [];
  for (let next: string | null | undefined = id; next != null && !line.includes(next);) {
    const row: Pick<UserRow, 'merged_into'> | undefined = await transaction
      .selectFrom('users')
      .select('merged_into')
      .where('id', '=', next)
      .executeTakeFirst();
    if (row === undefined) break;
    line.push(next);
    next = row.merged_into;
  }
  return line;
}

/** Writes down for a user who has given way to them. Under {@link lockMerges}. */
export async function setMergedSubs(
  transaction: Kysely<Tables>,
  id: string,
  subs: readonly string[],
): Promise<void> {
  await transaction
    .updateTable('users')
    .set({ merged_subs: subs.length === 0 ? null : JSON.stringify(subs) })
    .where('id', '=', id)
    .execute();
}

/** Takes these ids out of the lists of these users. Under {@link lockMerges}. */
export async function forgetMergedSubs(
  transaction: Kysely<Tables>,
  users: readonly string[],
  subs: readonly string[],
): Promise<void> {
  for (const id of users) {
    const row = await transaction
      .selectFrom('users')
      .select('merged_subs')
      .where('id', '=', id)
      .executeTakeFirst();
    if (row === undefined) continue;
    await setMergedSubs(
      transaction,
      id,
      mergedSubsOf(row).filter((sub) => !subs.includes(sub)),
    );
  }
}
