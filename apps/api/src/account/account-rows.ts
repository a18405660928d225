import { Injectable } from '@nestjs/common';
import type { Kysely } from 'kysely';
import { Database } from '../platform/database/database.ts';
import type { Tables } from '../platform/database/tables.ts';
import { KnownBrowsersTable } from '../people/known-browsers/known-browsers-table.ts';
import { EndingSteps } from '../sessions/ending-steps.ts';
import { WebhookOutbox } from '../webhooks/webhook-outbox.ts';

/** What was found of a person while they were deleted. */
export interface DeletedAccount {
  /** Sessions that were live. */
  sids: string[];
  /** Scenes they have scanned recently. */
  scenes: string[];
  avatar: string | null;
}

/** The rows of a person. */
@Injectable()
export class AccountRows {
  constructor(
    private readonly database: Database,
    private readonly browsers: KnownBrowsersTable,
    private readonly outbox: WebhookOutbox,
    private readonly steps: EndingSteps,
  ) {}

  /**
   * Removes every row of a person, in one transaction: all of them are gone, or none. Their picture is listed for
   * removal in the same transaction, and the webhook is written too.
   * @param scannedSince Unix milliseconds: which scenes count as recent
   * @returns undefined when they were gone already
   */
  delete(userId: string, now: number, scannedSince: number): Promise<DeletedAccount | undefined> {
    return this.database.queries.transaction().execute(async (transaction) => {
      if (!(await this.#lock(transaction, userId))) return undefined;

      const scenes = await transaction
        .selectFrom('security_events')
        .select('subject')
        .where('user_id', '=', userId)
        .where('kind', '=', 'scanned')
        .where('at', '>=', scannedSince)
        .execute();
      const live = await transaction
        .selectFrom('sessions')
        .select('sid')
        .where('user_id', '=', userId)
        .where('revoked_at', 'is', null)
        .where('expires_at', '>', now)
        .execute();
      // Before the sessions are deleted: the rows of their clients are deleted with them.
      await this.steps.run(transaction, {
        ended: live.map(({ sid }) => ({ sid, userId })),
        everythingOf: userId,
      });
      await transaction.deleteFrom('sessions').where('user_id', '=', userId).execute();
      await this.browsers.remove(userId, 'all', transaction);
      await transaction.deleteFrom('security_events').where('user_id', '=', userId).execute();
      await transaction.deleteFrom('identities').where('user_id', '=', userId).execute();
      const { avatar } = await transaction
        .deleteFrom('users')
        .where('id', '=', userId)
        .returning('avatar')
        .executeTakeFirstOrThrow();
      if (avatar !== null)
        await transaction.insertInto('avatar_removals').values({ name: avatar, due_at: now }).execute();

      await this.outbox.add(transaction, { type: 'user.deleted', sub: userId });
      return { sids: live.map(({ sid }) => sid), scenes: scenes.map(({ subject }) => subject), avatar };
    });
  }

  /**
   * Locks the person's row as its deletion will: inserts of sessions, identities and events that have seen this person
   * finish before it, and are found afterwards; later ones find nobody. SQLite has one writer: there any write does.
   * @returns whether there is such a person
   */
  async #lock(transaction: Kysely<Tables>, userId: string): Promise<boolean> {
    const locking =
      this.database.location.dialect === 'postgres'
        ? transaction.selectFrom('users').select('id').where('id', '=', userId).forUpdate()
        : transaction.updateTable('users').set({ id: userId }).where('id', '=', userId).returning('id');
    return (await locking.executeTakeFirst()) !== undefined;
  }
}
