import { Injectable } from '@nestjs/common';
import type { Kysely } from 'kysely';
import { Database } from '../../platform/database/database.ts';
import type { PasskeyRow, Tables } from '../../platform/database/tables.ts';

/** What a proof tells of the authenticator. */
export interface PasskeyUse {
  /** The signature counter of the proof; 0 where the authenticator has none. */
  readonly counter: number;
  readonly backedUp: boolean;
  readonly userVerified: boolean;
}

/** The statements on `passkeys`. */
@Injectable()
export class PasskeysTable {
  constructor(private readonly database: Database) {}

  async insert(within: Kysely<Tables>, row: Omit<PasskeyRow, 'last_used_at'>): Promise<PasskeyRow> {
    return within.insertInto('passkeys').values(row).returningAll().executeTakeFirstOrThrow();
  }

  /** The passkey of this credential, with the user whose it is. */
  byCredential(
    credentialId: string,
    within: Kysely<Tables> = this.database.queries,
  ): Promise<PasskeyRow | undefined> {
    return within
      .selectFrom('passkeys')
      .selectAll()
      .where('credential_id', '=', credentialId)
      .executeTakeFirst();
  }

  /** The passkeys of a user, the newest first. */
  ofUser(userId: string, within: Kysely<Tables> = this.database.queries): Promise<PasskeyRow[]> {
    return within
      .selectFrom('passkeys')
      .selectAll()
      .where('user_id', '=', userId)
      .orderBy('created_at', 'desc')
      .orderBy('id')
      .execute();
  }

  /** The passkeys of these users, the newest first. */
  async ofUsers(userIds: readonly string[]): Promise<PasskeyRow[]> {
    if (userIds.length === 0) return []; // PostgreSQL does not accept an empty list
    return this.database.queries
      .selectFrom('passkeys')
      .selectAll()
      .where('user_id', 'in', [...userIds])
      .orderBy('created_at', 'desc')
      .orderBy('id')
      .execute();
  }

  /**
   * Writes a proof down, if its counter is higher than the last one, or neither has any: one statement, so that of two
   * proofs with one counter, on any instances, one counts.
   * @returns whether it was written; not when the passkey is gone, or the counter went back
   */
  async use(id: string, { counter, backedUp, userVerified }: PasskeyUse, now: number): Promise<boolean> {
    const row = await this.database.queries
      .updateTable('passkeys')
      .set({
        counter,
        backed_up: backedUp ? 1 : 0,
        user_verified: userVerified ? 1 : 0,
        last_used_at: now,
      })
      .where('id', '=', id)
      .where((eb) => (counter === 0 ? eb('passkeys.counter', '=', 0) : eb('passkeys.counter', '<', counter)))
      .returning('id')
      .executeTakeFirst();
    return row !== undefined;
  }

  /** @returns the passkey as it is now; undefined when this user has none of this id */
  rename(userId: string, id: string, name: string): Promise<PasskeyRow | undefined> {
    return this.database.queries
      .updateTable('passkeys')
      .set({ name })
      .where('id', '=', id)
      .where('user_id', '=', userId)
      .returningAll()
      .executeTakeFirst();
  }

  async remove(within: Kysely<Tables>, id: string): Promise<void> {
    await within.deleteFrom('passkeys').where('id', '=', id).execute();
  }

  /** Gives all passkeys of a user to another, and writes down that this merge did. */
  async move(within: Kysely<Tables>, mergeId: string, from: string, to: string): Promise<void> {
    const moved = await within
      .updateTable('passkeys')
      .set({ user_id: to })
      .where('user_id', '=', from)
      .returning('id')
      .execute();
    if (moved.length === 0) return;
    await within
      .insertInto('merged_passkeys')
      .values(moved.map(({ id }) => ({ merge_id: mergeId, passkey_id: id })))
      .execute();
  }

  /**
   * Gives back what a merge has moved, as far as the user who remained still has it.
   * @param line who remained, and everybody above them; the last one has the passkeys now
   */
  async giveBack(
    within: Kysely<Tables>,
    mergeId: string,
    userId: string,
    line: readonly string[],
  ): Promise<void> {
    const back = await within
      .updateTable('passkeys')
      .set({ user_id: userId })
      .where('user_id', '=', line.at(-1) ?? '')
      .where('id', 'in', (eb) =>
        eb.selectFrom('merged_passkeys').select('passkey_id').where('merge_id', '=', mergeId),
      )
      .returning('id')
      .execute();
    if (back.length === 0) return;
    // Later merges of the line have moved them too; undoing one of them must not take them along.
    await within
      .deleteFrom('merged_passkeys')
      .where(
        'passkey_id',
        'in',
        back.map(({ id }) => id),
      )
      .where('merge_id', 'in', (eb) =>
        eb
          .selectFrom('user_merges')
          .select('id')
          .where('merged_id', 'in', [...line]),
      )
      .execute();
  }
}
