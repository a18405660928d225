import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock/clock.ts';
import { Database } from '../platform/database/database.ts';
import { KnownBrowsersTable } from '../people/known-browsers/known-browsers-table.ts';
import { SessionEndings } from '../sessions/session-endings.ts';
import { SessionsTable } from '../sessions/sessions-table.ts';
import { WebhookOutbox } from '../webhooks/webhook-outbox.ts';

/** Blocks and unblocks people, for the owner. */
@Injectable()
export class Blocking {
  constructor(
    private readonly database: Database,
    private readonly sessions: SessionsTable,
    private readonly browsers: KnownBrowsersTable,
    private readonly endings: SessionEndings,
    private readonly outbox: WebhookOutbox,
    private readonly clock: Clock,
  ) {}

  /**
   * Blocks or unblocks a person; either ends every session they have, in the same transaction: a login
   * that was just being delivered when they were blocked must not come to life with the end of the block.
   * Open pages get `session_ended`; the site's backend gets `user.blocked` or `user.unblocked`, also for a
   * person without a session here. None of their browsers is known any more.
   * @returns false when there is no such person
   */
  async set(userId: string, blocked: boolean): Promise<boolean> {
    const now = this.clock.now();
    const ended = await this.database.queries.transaction().execute(async (transaction) => {
      const changed = await transaction
        .updateTable('users')
        .set({ blocked: blocked ? 1 : 0 })
        .where('id', '=', userId)
        .where('blocked', '=', blocked ? 0 : 1)
        .returning('id')
        .executeTakeFirst();
      if (changed === undefined) return undefined;
      await this.browsers.remove(userId, 'all', transaction);
      await this.outbox.add(transaction, { type: blocked ? 'user.blocked' : 'user.unblocked', sub: userId });
      return this.sessions.revoke({ userId, exceptSid: undefined }, 'blocked', now, transaction);
    });
    if (ended === undefined) return this.#exists(userId);
    for (const { sid } of ended) this.endings.publish(sid, 'blocked');
    return true;
  }

  async #exists(userId: string): Promise<boolean> {
    const row = await this.database.queries
      .selectFrom('users')
      .select('id')
      .where('id', '=', userId)
      .executeTakeFirst();
    return row !== undefined;
  }
}
