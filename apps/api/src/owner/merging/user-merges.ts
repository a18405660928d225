import type { MergeRefusal } from '@maqiao/shared';
import { Injectable } from '@nestjs/common';
import type { Kysely } from 'kysely';
import { IdentitiesTable } from '../../people/identities/identities-table.ts';
import type { SecurityEventDraft } from '../../people/audit/security-event.ts';
import { KnownBrowsersTable } from '../../people/known-browsers/known-browsers-table.ts';
import {
  forgetMergedSubs,
  lineOf,
  lockMerges,
  lockUsers,
  mergedSubsOf,
  setMergedSubs,
} from '../../people/users/merged-users.ts';
import { Clock } from '../../platform/clock/clock.ts';
import { Database } from '../../platform/database/database.ts';
import type { SessionRow, Tables, UserRow } from '../../platform/database/tables.ts';
import { ApiError } from '../../platform/http/api-error.ts';
import { localize } from '../../platform/operator-messages/messages.ts';
import { randomId } from '../../platform/secret/random.ts';
import { SessionEndings } from '../../sessions/session-endings.ts';
import { SessionsTable } from '../../sessions/sessions-table.ts';
import { WebhookOutbox } from '../../webhooks/webhook-outbox.ts';
import { mergingMessages } from './merging-messages.ts';

/** How long a merge can be undone. */
export const UNDO_MS = 30 * 86_400_000;

/** A merge that was made or undone. */
export interface MergeDone {
  /** Of the merge: the same for its undo. */
  readonly id: string;
  /** Who remains, or remained: the last of a line of merges. */
  readonly into: string;
  readonly mergedAt: number;
}

/**
 * Merges two users who are one person, and separates them again. Each is one transaction, under a lock that all merges,
 * undos and deletions take, so that any number of them at once are one after the other.
 */
@Injectable()
export class UserMerges {
  constructor(
    private readonly database: Database,
    private readonly identities: IdentitiesTable,
    private readonly sessions: SessionsTable,
    private readonly browsers: KnownBrowsersTable,
    private readonly endings: SessionEndings,
    private readonly outbox: WebhookOutbox,
    private readonly clock: Clock,
  ) {}

  /**
   * One user gives way to another: their identities move, their sessions, grants and known browsers end, and nobody signs
   * in as them any more. Nothing that was issued changes its `sub`. The same merge again changes nothing.
   * @throws ApiError `not_found` when one of them does not exist; `merge_refused` with `reason`
   */
  async merge(userId: string, into: string): Promise<MergeDone> {
    const now = this.clock.now();
    const { ended, ...done } = await this.database.queries.transaction().execute(async (transaction) => {
      await lockMerges(this.database, transaction);
      const [user, remaining] = await this.#lockPair(transaction, userId, into);
      const before = await this.#mergeOf(transaction, userId);
      if (before?.user_id === into && user.merged_into === into)
        return { id: before.id, into, mergedAt: before.merged_at, ended: [] };
      refuseUnmergeable(user, remaining);
      const id = randomId();
      const moved = await this.identities.move(transaction, userId, into);
      await transaction
        .insertInto('user_merges')
        .values({ id, user_id: into, merged_id: userId, merged_at: now })
        .execute();
      if (moved.length > 0)
        await transaction
          .insertInto('merged_identities')
          .values(moved.map((key) => ({ merge_id: id, ...key })))
          .execute();
      await this.#setMergedInto(transaction, userId, into);
      const subs = [userId, ...mergedSubsOf(user)];
      await setMergedSubs(transaction, into, [...mergedSubsOf(remaining), ...subs]);
      const ended = await this.#endEverythingOf(transaction, userId, now);
      await this.outbox.add(transaction, { type: 'user.merged', sub: into, mergedSub: userId });
      return { id, into, mergedAt: now, ended };
    });
    this.#tell(ended);
    return done;
  }

  /**
   * The user who has given way gets back the identities that the merge has moved and that the other still has. Both
   * users' sessions and grants end: nobody knows which of the two people has signed in since. Identities that were added
   * after the merge stay where they are.
   * @returns undefined when this user has not given way, or one of the two is deleted
   * @throws ApiError `merge_refused` with `reason`
   */
  async undo(userId: string): Promise<MergeDone | undefined> {
    const now = this.clock.now();
    const undone = await this.database.queries.transaction().execute(async (transaction) => {
      await lockMerges(this.database, transaction);
      const merge = await this.#mergeOf(transaction, userId);
      if (merge === undefined) return undefined;
      if (now >= merge.merged_at + UNDO_MS) throw refused('too_late');
      // Who remained may have given way to a third since: the identities are with the last of the line.
      const above = await lineOf(transaction, merge.user_id);
      const into = above.at(-1) ?? merge.user_id;
      const [user, remaining] = await this.#lockPair(transaction, userId, into);
      if (user.blocked === 1 || remaining.blocked === 1) throw refused('blocked');
      await this.#giveBack(transaction, merge.id, userId, above);
      await forgetMergedSubs(transaction, above, [userId, ...mergedSubsOf(user)]);
      await this.#setMergedInto(transaction, userId, null);
      await transaction.deleteFrom('user_merges').where('id', '=', merge.id).execute();
      // Also of the user who had given way: a delivery that was under way then must not come to life now.
      const ended = [
        ...(await this.#endEverythingOf(transaction, userId, now)),
        ...(await this.#endEverythingOf(transaction, into, now)),
      ];
      await this.outbox.add(transaction, { type: 'user.unmerged', sub: into, mergedSub: userId });
      return { id: merge.id, into, mergedAt: merge.merged_at, ended };
    });
    if (undone === undefined) return undefined;
    this.#tell(undone.ended);
    return { id: undone.id, into: undone.into, mergedAt: undone.mergedAt };
  }

  async #lockPair(transaction: Kysely<Tables>, first: string, second: string): Promise<[UserRow, UserRow]> {
    if (first === second) throw refused('same_user');
    const [one, other] = await lockUsers(this.database, transaction, [first, second]);
    if (one === undefined || other === undefined) throw new ApiError('not_found');
    return [one, other];
  }

  #mergeOf(transaction: Kysely<Tables>, mergedId: string) {
    return transaction
      .selectFrom('user_merges')
      .selectAll()
      .where('merged_id', '=', mergedId)
      .executeTakeFirst();
  }

  async #setMergedInto(transaction: Kysely<Tables>, id: string, into: string | null): Promise<void> {
    await transaction.updateTable('users').set({ merged_into: into }).where('id', '=', id).execute();
  }

  /** @param line who remained, and everybody above them; the last one has the identities now */
  async #giveBack(
    transaction: Kysely<Tables>,
    mergeId: string,
    userId: string,
    line: readonly string[],
  ): Promise<void> {
    const listed = await transaction
      .selectFrom('merged_identities')
      .select(['provider', 'app_id', 'subject'])
      .where('merge_id', '=', mergeId)
      .execute();
    const kept = await transaction
      .selectFrom('identities')
      .select(['provider', 'app_id', 'subject'])
      .where('user_id', '=', line.at(-1) ?? '')
      .execute();
    const isListed = (one: (typeof kept)[number]) =>
      listed.some(
        (key) => key.provider === one.provider && key.app_id === one.app_id && key.subject === one.subject,
      );
    // Nobody could sign in as the user who remains.
    if (kept.every(isListed)) throw refused('last_identity');
    for (const key of kept.filter(isListed)) {
      await this.identities.moveOne(transaction, key, userId);
      // Later merges of the line have moved it too; undoing one of them must not take it along.
      await transaction
        .deleteFrom('merged_identities')
        .where('provider', '=', key.provider)
        .where('app_id', '=', key.app_id)
        .where('subject', '=', key.subject)
        .where('merge_id', 'in', (eb) =>
          eb.selectFrom('user_merges').select('id').where('merged_id', 'in', line),
        )
        .execute();
    }
  }

  async #endEverythingOf(transaction: Kysely<Tables>, userId: string, now: number): Promise<SessionRow[]> {
    await this.browsers.remove(userId, 'all', transaction);
    return this.sessions.revoke({ userId, exceptSid: undefined }, 'merged', now, transaction);
  }

  #tell(ended: readonly SessionRow[]): void {
    for (const { sid } of ended) this.endings.publish(sid, 'merged');
  }
}

/** The entries of both users' audit logs. @param userId who gave way */
export function mergeEntries(
  kind: 'merged' | 'unmerged',
  userId: string,
  { id: subject, into }: MergeDone,
): SecurityEventDraft[] {
  return [userId, into].map((each) => ({ userId: each, kind, subject, place: { origin: null } }));
}

/** @throws ApiError `merge_refused` when the first cannot give way to the second */
export function refuseUnmergeable(
  user: Pick<UserRow, 'id' | 'merged_into' | 'blocked'>,
  into: Pick<UserRow, 'id' | 'merged_into' | 'blocked'>,
): void {
  if (user.id === into.id) throw refused('same_user');
  if (user.merged_into !== null) throw refused('gave_way');
  if (into.merged_into !== null) throw refused('into_gave_way');
  // A merge must neither let a blocked person in nor lock another out.
  if (user.blocked === 1 || into.blocked === 1) throw refused('blocked');
}

function refused(reason: MergeRefusal): ApiError {
  const why = mergingMessages[reason];
  return new ApiError('merge_refused', {
    detail: why.en,
    operatorHint: localize(why),
    members: { reason },
  });
}
