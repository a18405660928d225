import type { MoveRefusal } from '@maqiao/shared';
import { Injectable } from '@nestjs/common';
import type { Kysely } from 'kysely';
import type { SecurityEventDraft } from '../../people/audit/security-event.ts';
import { IdentitiesTable, type IdentityKey } from '../../people/identities/identities-table.ts';
import { waysInOf } from '../../people/identities/ways-in.ts';
import { KnownBrowsersTable } from '../../people/known-browsers/known-browsers-table.ts';
import { lockMerges, lockUsers } from '../../people/users/merged-users.ts';
import { Clock } from '../../platform/clock/clock.ts';
import { Database } from '../../platform/database/database.ts';
import type { IdentityRow, Tables, UserRow } from '../../platform/database/tables.ts';
import { ApiError } from '../../platform/http/api-error.ts';
import { localize } from '../../platform/operator-messages/messages.ts';
import { randomId } from '../../platform/secret/random.ts';
import { SessionsTable } from '../../sessions/sessions-table.ts';
import { WebhookOutbox } from '../../webhooks/webhook-outbox.ts';
import { movingMessages } from './moving-messages.ts';

/** A move that was made. */
export interface MoveDone {
  /** Of the move; null when the identity was there already, and nothing was done. */
  readonly id: string | null;
  readonly moved: readonly IdentityRow[];
  /** Sessions of the user who has lost it that have ended. */
  readonly ended: readonly string[];
}

/** Gives an identity of one user to another, in one transaction, under the lock of merges and deletions. */
@Injectable()
export class IdentityMoves {
  constructor(
    private readonly database: Database,
    private readonly identities: IdentitiesTable,
    private readonly sessions: SessionsTable,
    private readonly browsers: KnownBrowsersTable,
    private readonly outbox: WebhookOutbox,
    private readonly clock: Clock,
  ) {}

  /**
   * Moves an identity, and those of the user with the same unionid. Every session and grant of the user who loses it
   * ends, and none of their browsers is known any more: the proof may have been that identity. Those of the other stay.
   * The same move again changes nothing.
   * @throws ApiError `not_found` when one of the users does not exist; `merge_refused` with `reason`
   */
  async move(userId: string, key: IdentityKey, to: string, evenIfLast: boolean): Promise<MoveDone> {
    const now = this.clock.now();
    const unionid = (await this.identities.find(key))?.unionid;
    return this.database.queries.transaction().execute(async (transaction) => {
      await lockMerges(this.database, transaction);
      // A sign-in that would join an identity with this unionid to the user waits, and then finds the other.
      if (unionid != null) await this.identities.lockUnionid(transaction, unionid);
      const [user, target] = await this.#lockPair(transaction, userId, to);
      if ((await this.identities.ownerOf(transaction, key)) === to) return { id: null, moved: [], ended: [] };
      const moved = requireMovable(
        user,
        target,
        await this.identities.ofUsers([userId], transaction),
        key,
        evenIfLast,
      );
      for (const row of moved) await this.identities.moveOne(transaction, row, to);
      await this.browsers.remove(userId, 'all', transaction);
      const everything = { userId, exceptSid: undefined };
      const ended = await this.sessions.revoke(everything, 'identity_moved', now, transaction);
      await this.outbox.add(
        transaction,
        ...moved.map(({ provider, app_id: appId }) => ({
          type: 'user.identity_moved' as const,
          sub: to,
          fromSub: userId,
          provider,
          appId,
        })),
      );
      return { id: randomId(), moved, ended: ended.map(({ sid }) => sid) };
    });
  }

  async #lockPair(transaction: Kysely<Tables>, first: string, second: string): Promise<[UserRow, UserRow]> {
    if (first === second) throw refused('same_user');
    const [one, other] = await lockUsers(this.database, transaction, [first, second]);
    if (one === undefined || other === undefined) throw new ApiError('not_found');
    return [one, other];
  }
}

/** What decides of a user. */
type Facts = Pick<UserRow, 'id' | 'merged_into' | 'blocked'>;

/**
 * The identities that move: the one of this key, and those of the user with its unionid.
 * @param rows the identities of the user who would lose it
 * @throws ApiError `merge_refused` with `reason`
 */
export function requireMovable(
  user: Facts,
  to: Facts,
  rows: readonly IdentityRow[],
  key: IdentityKey,
  evenIfLast: boolean,
): readonly IdentityRow[] {
  if (user.id === to.id) throw refused('same_user');
  if (to.merged_into !== null) throw refused('gave_way');
  // A move must neither let a blocked person in nor lock another out.
  if (user.blocked === 1 || to.blocked === 1) throw refused('blocked');
  const way = waysInOf(rows).find((one) =>
    one.rows.some(
      (row) => row.provider === key.provider && row.app_id === key.appId && row.subject === key.subject,
    ),
  );
  if (way === undefined) throw refused('not_theirs');
  if (way.rows.length === rows.length && !evenIfLast) throw refused('last_identity');
  return way.rows;
}

/** The entries of both users' audit logs. @param userId who has lost it */
export function moveEntries(id: string, userId: string, to: string): SecurityEventDraft[] {
  const entry = { subject: id, place: { origin: null } };
  return [
    { userId, kind: 'identity_moved_away', ...entry },
    { userId: to, kind: 'identity_moved_here', ...entry },
  ];
}

function refused(reason: MoveRefusal): ApiError {
  const why = movingMessages[reason];
  return new ApiError('merge_refused', { detail: why.en, operatorHint: localize(why), members: { reason } });
}
