import { Injectable } from '@nestjs/common';
import type { Kysely } from 'kysely';
import { Database } from '../platform/database/database.ts';
import type { Tables } from '../platform/database/tables.ts';
import {
  forgetMergedSubs,
  lineOf,
  lockMerges,
  lockUsers,
  mergedSubsOf,
} from '../people/users/merged-users.ts';
import { KnownBrowsersTable } from '../people/known-browsers/known-browsers-table.ts';
import { EndingSteps } from '../sessions/ending-steps.ts';
import { WebhookOutbox } from '../webhooks/webhook-outbox.ts';

/** What was found of a person while they were deleted. */
export interface DeletedAccount {
  /** Sessions that were live. */
  sids: string[];
  /** Scenes they have scanned recently, and under which id. */
  scenes: { scene: string; userId: string }[];
  avatars: string[];
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
   * Removes every row of a person, in one transaction: all of them are gone, or none. Users who have given way to them in
   * a merge are the same person, and go too. Of a user who has given way themselves only what is left there is removed,
   * and that merge cannot be undone any more. Pictures are listed for removal in the same transaction, and the webhooks are
   * written too.
   * @param scannedSince Unix milliseconds: which scenes count as recent
   * @returns undefined when they were gone already
   */
  delete(userId: string, now: number, scannedSince: number): Promise<DeletedAccount | undefined> {
    return this.database.queries.transaction().execute(async (transaction) => {
      const ids = await this.#lock(transaction, userId);
      if (ids === undefined) return undefined;

      const scenes = await transaction
        .selectFrom('security_events')
        .select(['subject as scene', 'user_id as userId'])
        .where('user_id', 'in', ids)
        .where('kind', '=', 'scanned')
        .where('at', '>=', scannedSince)
        .execute();
      const live = await transaction
        .selectFrom('sessions')
        .select(['sid', 'user_id as userId'])
        .where('user_id', 'in', ids)
        .where('revoked_at', 'is', null)
        .where('expires_at', '>', now)
        .execute();
      // Before the sessions are deleted: the rows of their clients are deleted with them.
      await this.steps.run(transaction, { ended: live, everythingOf: userId });
      await transaction.deleteFrom('sessions').where('user_id', 'in', ids).execute();
      for (const id of ids) await this.browsers.remove(id, 'all', transaction);
      await transaction.deleteFrom('security_events').where('user_id', 'in', ids).execute();
      await transaction.deleteFrom('identities').where('user_id', 'in', ids).execute();
      const gone = await transaction.deleteFrom('users').where('id', 'in', ids).returning('avatar').execute();
      const avatars = gone.flatMap(({ avatar }) => avatar ?? []);
      if (avatars.length > 0)
        await transaction
          .insertInto('avatar_removals')
          .values(avatars.map((name) => ({ name, due_at: now })))
          .execute();

      await this.outbox.add(transaction, ...ids.map((sub) => ({ type: 'user.deleted' as const, sub })));
      return { sids: live.map(({ sid }) => sid), scenes, avatars };
    });
  }

  /**
   * Locks the rows that go: inserts of sessions, identities and events that have seen these people finish before the
   * deletion, and are found by it; later ones find nobody.
   * @returns the ids that go, the person's first; undefined when there is no such person
   */
  async #lock(transaction: Kysely<Tables>, userId: string): Promise<string[] | undefined> {
    await lockMerges(this.database, transaction);
    const [found] = await lockUsers(this.database, transaction, [userId]);
    if (found === undefined) return undefined;
    if (found.merged_into === null) {
      const merged = mergedSubsOf(found);
      await lockUsers(this.database, transaction, merged);
      return [userId, ...merged];
    }
    // Who had given way to them goes on as one of those above.
    const [, ...above] = await lineOf(transaction, userId);
    await forgetMergedSubs(transaction, above, [userId]);
    await transaction
      .updateTable('users')
      .set({ merged_into: found.merged_into })
      .where('merged_into', '=', userId)
      .execute();
    return [userId];
  }
}
