import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.ts';
import type { SecurityEventRow } from '../../platform/database/tables.ts';
import { isOrphanRefused } from '../../platform/database/unavailable.ts';
import type { SecurityEventDraft } from './security-event.ts';

/** An event as it is entered: with its id, and when it happened (Unix milliseconds). */
export interface SecurityEventEntry {
  id: string;
  at: number;
  draft: SecurityEventDraft;
}

const COLUMNS = 'kind, subject, at, origin, browser, os, region, ip, session_id, actor, reason';

/**
 * Any number of events by one text with one value, JSON: it is parsed once, and a batch is one change of the database.
 * Joined with `users`, so that a person deleted meanwhile is no broken constraint.
 */
const INSERT = {
  sqlite: `insert into security_events (id, user_id, ${COLUMNS})
    select value->>'id', users.id, ${COLUMNS.replaceAll(/\w+/g, "value->>'$&'")}
    from json_each(?) join users on users.id = value->>'user_id' where true
    on conflict (user_id, kind, subject) do nothing returning id`,
  postgres: `insert into security_events (id, user_id, ${COLUMNS})
    select event.id, users.id, ${COLUMNS.replaceAll(/\w+/g, 'event.$&')}
    from json_populate_recordset(null::security_events, $1::json) as event
    join users on users.id = event.user_id
    on conflict (user_id, kind, subject) do nothing returning id`,
};

/** The statements on `security_events`. */
@Injectable()
export class SecurityEventsTable {
  constructor(private readonly database: Database) {}

  /**
   * Enters events, all or none. Those that are there already, or whose person is gone, are left out.
   * @returns the ids of those that were entered
   */
  async insert(entries: readonly SecurityEventEntry[]): Promise<ReadonlySet<string>> {
    const rows = JSON.stringify(entries.map(({ id, at, draft }) => rowOf(id, at, draft)));
    try {
      const entered = await this.database.run<{ id: string }>(INSERT[this.database.location.dialect], [rows]);
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
  const { userId, kind, subject, place, sessionId, by, reason } = draft;
  const { origin, browser = null, os = null, region = null, ip = null } = place;
  const where = { origin, browser, os, region, ip };
  const rest = { session_id: sessionId ?? null, actor: by ?? null, reason: reason ?? null };
  return { id, user_id: userId, kind, subject, at, ...where, ...rest };
}
