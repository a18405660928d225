import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.ts';
import { Database } from '../../platform/database/database.ts';
import type { LogoutRow } from '../../platform/database/tables.ts';

/** How far the clocks of two instances may be apart; beyond it a clock was set. */
const CLOCKS_APART_MS = 60_000;

/** Rows that are read at a time for one client. */
const BATCH = 20;

/** The statements on `logout_outbox`, except the insert: see queue-logout-tokens.ts. */
@Injectable()
export class LogoutOutbox {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * When the next one is due, in Unix milliseconds; undefined when nothing waits. Rows with a time in the future were
   * written before the clock was set back, and are due now.
   */
  async nextDue(): Promise<number | undefined> {
    const now = this.clock.now();
    const { next, newest } = await this.database.queries
      .selectFrom('logout_outbox')
      .select((eb) => [eb.fn.min('next_attempt_at').as('next'), eb.fn.max('created_at').as('newest')])
      .executeTakeFirstOrThrow();
    // Of an empty table both are null.
    if ((next as number | null) === null) return undefined;
    if (Number(newest) <= now + CLOCKS_APART_MS) return Number(next);
    await this.database.queries
      .updateTable('logout_outbox')
      .set({ created_at: now, next_attempt_at: now })
      .where('created_at', '>', now + CLOCKS_APART_MS)
      .execute();
    return now;
  }

  /** Clients for which one is due. */
  async clientsDue(): Promise<string[]> {
    const rows = await this.database.queries
      .selectFrom('logout_outbox')
      .select('client_id')
      .distinct()
      .where('next_attempt_at', '<=', this.clock.now())
      .execute();
    return rows.map(({ client_id }) => client_id);
  }

  /** What is due for a client, oldest first. */
  due(clientId: string): Promise<LogoutRow[]> {
    return this.database.queries
      .selectFrom('logout_outbox')
      .selectAll()
      .where('client_id', '=', clientId)
      .where('next_attempt_at', '<=', this.clock.now())
      .orderBy('next_attempt_at')
      .limit(BATCH)
      .execute();
  }

  async remove(id: string): Promise<void> {
    await this.database.queries.deleteFrom('logout_outbox').where('id', '=', id).execute();
  }

  /** The client has no address for logout tokens any more. */
  async removeAll(clientId: string): Promise<void> {
    await this.database.queries.deleteFrom('logout_outbox').where('client_id', '=', clientId).execute();
  }

  /** An attempt has failed. */
  async postpone(id: string, attempts: number, until: number): Promise<void> {
    await this.database.queries
      .updateTable('logout_outbox')
      .set({ attempts, next_attempt_at: until })
      .where('id', '=', id)
      .execute();
  }
}
