import type { SessionEndReason } from '@maqiao/shared';
import { Injectable } from '@nestjs/common';
import { sql, type Kysely } from 'kysely';
import { Database } from '../platform/database/database.ts';
import type { SessionRow, Tables } from '../platform/database/tables.ts';
import { WebhookOutbox } from '../webhooks/webhook-outbox.ts';
import type { CookieValue } from './cookie-values.ts';
import { EndingSteps } from './ending-steps.ts';
import { insertFor, personOf, unlessOrphan } from './session-insert.ts';
import { endWhenKept, nextCookie, useNow, type SessionLifetimes } from './session-lifetimes.ts';
import type { SessionDraft, SessionPerson } from './session.ts';

/**
 * The statements on `sessions`. Each is atomic; when one has changed nothing, the caller reads why. Webhooks of
 * sign-ins and sign-outs are written in the same transaction, and the ending steps run in it.
 */
@Injectable()
export class SessionsTable {
  constructor(
    private readonly database: Database,
    private readonly outbox: WebhookOutbox,
    private readonly steps: EndingSteps,
  ) {}

  /**
   * Inserts a session unless its sid exists.
   * @returns its person; undefined when it existed, or its person is not there, blocked or merged
   */
  async insert(draft: SessionDraft, now: number, expiresAt: number): Promise<SessionPerson | undefined> {
    const insertion = this.#telling(async (queries) => {
      const row = await insertFor(queries, draft, now, expiresAt, null)
        .onConflict((conflict) => conflict.column('sid').doNothing())
        .returning(personOf)
        .executeTakeFirst();
      if (row === undefined) return undefined;
      const { userId: sub, sid, origin: aud } = draft;
      await this.outbox.add(queries, { type: 'user.signed_in', sub, sid, aud });
      return row;
    });
    return unlessOrphan(insertion);
  }

  /** Revokes a session, or inserts it revoked. @returns whether it was live */
  async forbid(draft: SessionDraft, reason: SessionEndReason, now: number): Promise<boolean> {
    const insertion = this.#transaction(async (queries) => {
      const row = await insertFor(queries, draft, now, now, reason)
        .onConflict((conflict) =>
          conflict
            .column('sid')
            .doUpdateSet({ revoked_at: now, revoked_reason: reason })
            .where('sessions.revoked_at', 'is', null),
        )
        .returning('expires_at')
        .executeTakeFirst();
      if (row === undefined || row.expires_at <= now) return false;
      const { userId: sub, sid, origin: aud } = draft;
      await this.outbox.add(queries, { type: 'user.signed_out', sub, sid, aud, reason });
      await this.steps.run(queries, { ended: [draft], everythingOf: undefined });
      return true;
    });
    return (await unlessOrphan(insertion)) ?? false;
  }

  /** @returns the number of the new cookie; undefined when ended, or a cookie was used */
  async claim(sid: string, now: number, lifetimes: SessionLifetimes): Promise<number | undefined> {
    const row = await this.#live(sid, now)
      .set((eb) => ({ claimed_at: eb.fn.coalesce('claimed_at', eb.val(now)) }))
      .set(nextCookie(sql<number>`cookie_counter + 1`, now, lifetimes))
      .where('refreshed_at', 'is', null)
      .returning('cookie_counter')
      .executeTakeFirst();
    return row?.cookie_counter;
  }

  /** @returns the number of the new cookie; undefined when ended */
  async proveAgain(
    sid: string,
    amr: string,
    now: number,
    lifetimes: SessionLifetimes,
  ): Promise<number | undefined> {
    const row = await this.#live(sid, now)
      .set({ authenticated_at: now, amr })
      .set(nextCookie(sql<number>`cookie_counter + 1`, now, lifetimes))
      .returning('cookie_counter')
      .executeTakeFirst();
    return row?.cookie_counter;
  }

  /** The session was used, and its cookie stays. */
  async touch(sid: string, now: number, lifetimes: SessionLifetimes): Promise<void> {
    await this.#live(sid, now).set(useNow(now, lifetimes)).execute();
  }

  /**
   * Uses a cookie. A number higher than the stored one is genuine too: SQLite may have lost its last writes in a power
   * cut, or an older backup was restored. The person need not sign in again because of that.
   */
  advance(
    { sid, counter }: CookieValue,
    now: number,
    lifetimes: SessionLifetimes,
  ): Promise<SessionRow | undefined> {
    return this.#live(sid, now)
      .set((eb) => ({
        claimed_at: eb.fn.coalesce('claimed_at', eb.val(now)),
        refreshed_at: eb.fn.coalesce('refreshed_at', eb.val(now)),
      }))
      .set(nextCookie(sql<number>`${counter + 1}`, now, lifetimes))
      .where('cookie_counter', '<=', counter)
      .returningAll()
      .executeTakeFirst();
  }

  /**
   * Keeps a session until then, or as long as it may live in all. The last call counts. It never shortens the life that
   * the session's cookie gives it.
   * @returns undefined when it has ended, or has lived as long as it may
   */
  keep(
    sid: string,
    until: number,
    now: number,
    lifetimes: SessionLifetimes,
  ): Promise<SessionRow | undefined> {
    return this.#live(sid, now)
      .set({ last_seen_at: now, ...endWhenKept(until, lifetimes) })
      .where(sql<boolean>`created_at + ${lifetimes.max} > ${now}`)
      .returningAll()
      .executeTakeFirst();
  }

  /**
   * @param within the transaction of a larger change that ends sessions too
   * @returns the sessions that it has ended
   */
  revoke(
    which: { sid: string } | { userId: string; exceptSid: string | undefined },
    reason: SessionEndReason,
    now: number,
    within?: Kysely<Tables>,
  ): Promise<SessionRow[]> {
    const revoking = (queries: Kysely<Tables>) => this.#revoke(queries, which, reason, now);
    return within === undefined ? this.#transaction(revoking) : revoking(within);
  }

  async #revoke(
    queries: Kysely<Tables>,
    which: { sid: string } | { userId: string; exceptSid: string | undefined },
    reason: SessionEndReason,
    now: number,
  ): Promise<SessionRow[]> {
    let update = queries
      .updateTable('sessions')
      .set({ revoked_at: now, revoked_reason: reason })
      .where('revoked_at', 'is', null)
      .where('expires_at', '>', now);
    if ('sid' in which) update = update.where('sid', '=', which.sid);
    else {
      update = update.where('user_id', '=', which.userId);
      if (which.exceptSid !== undefined) update = update.where('sid', '!=', which.exceptSid);
    }
    const ended = await update.returningAll().execute();
    const events = ended.map(({ sid, user_id: sub, origin: aud }) => ({ sub, sid, aud, reason }));
    await this.outbox.add(
      queries,
      ...events.map((event) => ({ type: 'user.signed_out' as const, ...event })),
    );
    await this.steps.run(queries, {
      ended: ended.map(({ sid, user_id: userId }) => ({ sid, userId })),
      everythingOf: 'userId' in which && which.exceptSid === undefined ? which.userId : undefined,
    });
    return ended;
  }

  find(sid: string): Promise<SessionRow | undefined> {
    return this.database.queries.selectFrom('sessions').selectAll().where('sid', '=', sid).executeTakeFirst();
  }

  /**
   * `blocked` is null when the person is gone, or has given way to another. By a subquery: SQLite compiles a join anew each time, for the values bound to it, which takes far longer than
   * this.
   */
  findWithPerson(sid: string): Promise<(SessionRow & { blocked: number | null }) | undefined> {
    return this.database.queries
      .selectFrom('sessions')
      .selectAll('sessions')
      .select((eb) =>
        eb
          .selectFrom('users')
          .select('blocked')
          .whereRef('users.id', '=', 'sessions.user_id')
          .where('users.merged_into', 'is', null)
          .as('blocked'),
      )
      .where('sid', '=', sid)
      .executeTakeFirst();
  }

  live(userId: string, now: number): Promise<SessionRow[]> {
    return this.database.queries
      .selectFrom('sessions')
      .selectAll()
      .where('user_id', '=', userId)
      .where('revoked_at', 'is', null)
      .where('expires_at', '>', now)
      .orderBy('last_seen_at', 'desc')
      .execute();
  }

  /** Removes sessions that expired before `expiredBefore`; forgets addresses of those older than `seenBefore`. */
  async tidy(expiredBefore: number, seenBefore: number): Promise<void> {
    await this.database.queries.deleteFrom('sessions').where('expires_at', '<', expiredBefore).execute();
    await this.database.queries
      .updateTable('sessions')
      .set({ ip: null })
      .where('ip', 'is not', null)
      .where('created_at', '<', seenBefore)
      .execute();
  }

  /** The webhook is written in the transaction of the change; without a receiver the change is one statement. */
  #telling<T>(work: (queries: Kysely<Tables>) => Promise<T>): Promise<T> {
    const { queries } = this.database;
    return this.outbox.wanted ? this.#transaction(work) : work(queries);
  }

  #transaction<T>(work: (queries: Kysely<Tables>) => Promise<T>): Promise<T> {
    return this.database.queries.transaction().execute(work);
  }

  #live(sid: string, now: number) {
    return this.database.queries
      .updateTable('sessions')
      .where('sid', '=', sid)
      .where('revoked_at', 'is', null)
      .where('expires_at', '>', now);
  }
}
