import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.ts';
import type { SecurityEventRow } from '../../platform/database/tables.ts';
import { isOrphanRefused } from '../../platform/database/unavailable.ts';
import type { SecurityEventDraft } from './security-event.ts';

/** An event as it is stored: with its id and its time (Unix milliseconds). */
export interface SecurityEventEntry {
  id: string;
  at: number;
  draft: SecurityEventDraft;
}

/** The statements on `security_events`. */
@Injectable()
export class SecurityEventsTable {
  constructor(private readonly database: Database) {}

  /**
   * Inserts events, all or none. Events that exist already are skipped, and so is a single event whose person is gone.
   * @returns the ids of the inserted events
   * @throws the driver's error when the person of one of several is gone
   */
  async insert(entries: readonly SecurityEventEntry[]): Promise<ReadonlySet<string>> {
    try {
      const entered = await this.database.queries
        .insertInto('security_events')
        .values(entries.map(({ id, at, draft }) => rowOf(id, at, draft)))
        .onConflict((conflict) => conflict.columns(['user_id', 'kind', 'subject']).doNothing())
        .returning('id')
        .execute();
      return new Set(entered.map(({ id }) => id));
    } catch (error) {
      if (entries.length === 1 && isOrphanRefused(error)) return new Set();
      throw error;
    }
  }

  /** The newest entries of a person, at most `limit`, of those older than the entry `before`. */
  page(
    userId: string,
    { before, since, limit }: { before: string | undefined; since: number; limit: number },
  ): Promise<SecurityEventRow[]> {
    let query = this.database.queries
      .selectFrom('security_events')
      .selectAll()
      .where('user_id', '=', userId)
      .where('at', '>=', since);
    if (before !== undefined) query = query.where('id', '<', before);
    return query.orderBy('id', 'desc').limit(limit).execute();
  }

  async removeOlderThan(at: number): Promise<void> {
    await this.database.queries.deleteFrom('security_events').where('at', '<', at).execute();
  }
}

function rowOf(id: string, at: number, draft: SecurityEventDraft): SecurityEventRow {
  const { userId, kind, subject, place, sessionId, by, client, method = null, identity } = draft;
  const { origin, browser = null, os = null, region = null, ip = null } = place;
  const where = { origin, browser, os, region, ip };
  const reason = draft.reason ?? draft.action ?? null;
  const rest = { session_id: sessionId ?? null, actor: by ?? null, reason };
  const how = {
    client: client?.name ?? null,
    client_id: client?.id ?? null,
    method,
    identity_id: identity?.id ?? null,
    provider: identity?.provider ?? null,
    app_id: identity?.appId ?? null,
  };
  return { id, user_id: userId, kind, subject, at, ...where, ...rest, ...how };
}
