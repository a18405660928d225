import { Injectable } from '@nestjs/common';
import type { Kysely } from 'kysely';
import { Database } from '../../platform/database/database.ts';
import type { Tables } from '../../platform/database/tables.ts';

/** The statements on `known_browsers`. Times are Unix milliseconds. */
@Injectable()
export class KnownBrowsersTable {
  constructor(private readonly database: Database) {}

  /** Whether this person has signed in with this browser since then. */
  async has(hash: string, userId: string, since: number): Promise<boolean> {
    const row = await this.database.queries
      .selectFrom('known_browsers')
      .select('sid')
      .where('browser_hash', '=', hash)
      .where('user_id', '=', userId)
      .where('last_used_at', '>=', since)
      .executeTakeFirst();
    return row !== undefined;
  }

  /** Moves all people who are known by one cookie to another cookie. */
  async move(from: string, to: string): Promise<void> {
    await this.database.queries
      .updateTable('known_browsers')
      .set({ browser_hash: to })
      .where('browser_hash', '=', from)
      .execute();
  }

  /** The person of this session has signed in with this browser; nothing happens when the session has ended. */
  async add(hash: string, sid: string, now: number): Promise<void> {
    await this.database.queries
      .insertInto('known_browsers')
      .columns(['browser_hash', 'user_id', 'sid', 'created_at', 'last_used_at'])
      .expression((eb) => {
        const session = eb
          .selectFrom('sessions')
          .select([
            eb.val(hash).as('browser_hash'),
            'sessions.user_id',
            'sessions.sid',
            eb.val(now).as('created_at'),
            eb.val(now).as('last_used_at'),
          ])
          .where('sessions.sid', '=', sid)
          .where('sessions.revoked_at', 'is', null);
        // Who ends the session at this moment waits for this statement, and then finds its row. SQLite has one writer.
        return this.database.location.dialect === 'postgres' ? session.forShare() : session;
      })
      .onConflict((conflict) =>
        conflict.columns(['browser_hash', 'user_id']).doUpdateSet((eb) => ({
          sid: eb.ref('excluded.sid'),
          last_used_at: eb.ref('excluded.last_used_at'),
        })),
      )
      .execute();
  }

  /** Forgets the known browsers of a person: all, or one by its hash or by their latest session there. */
  async remove(
    userId: string,
    which: { hash: string } | { sid: string } | 'all',
    within: Kysely<Tables> = this.database.queries,
  ): Promise<number> {
    let removal = within.deleteFrom('known_browsers').where('user_id', '=', userId);
    if (which !== 'all') {
      removal =
        'sid' in which
          ? removal.where('sid', '=', which.sid)
          : removal.where('browser_hash', '=', which.hash);
    }
    const { numDeletedRows } = await removal.executeTakeFirstOrThrow();
    return Number(numDeletedRows);
  }

  /** Forgets browsers in which their person has not signed in since then. */
  async removeUnused(since: number): Promise<void> {
    await this.database.queries.deleteFrom('known_browsers').where('last_used_at', '<', since).execute();
  }
}
