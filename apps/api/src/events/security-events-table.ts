import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.ts';
import type { SecurityEventRow } from '../database/tables.ts';
import { isOrphanRefused } from '../database/unavailable.ts';
import type { SecurityEventDraft } from './security-event.ts';

/** The statements on `security_events`. */
@Injectable()
export class SecurityEventsTable {
  constructor(private readonly database: Database) {}

  /** @returns false when it is there already, or its person is gone */
  async insert(id: string, draft: SecurityEventDraft, at: number): Promise<boolean> {
    const { place } = draft;
    try {
      const row = await this.database.queries
        .insertInto('security_events')
        .columns([
          'id',
          'user_id',
          'kind',
          'subject',
          'at',
          'origin',
          'browser',
          'os',
          'region',
          'ip',
          'session_id',
          'actor',
          'reason',
        ])
        // Through `select … from users`, so that a person deleted meanwhile is no broken constraint.
        .expression((eb) =>
          eb
            .selectFrom('users')
            .select([
              eb.val(id).as('id'),
              'users.id as user_id',
              eb.val(draft.kind).as('kind'),
              eb.val(draft.subject).as('subject'),
              eb.val(at).as('at'),
              eb.val(place.origin).as('origin'),
              eb.val(place.browser ?? null).as('browser'),
              eb.val(place.os ?? null).as('os'),
              eb.val(place.region ?? null).as('region'),
              eb.val(place.ip ?? null).as('ip'),
              eb.val(draft.sessionId ?? null).as('session_id'),
              eb.val(draft.by ?? null).as('actor'),
              eb.val(draft.reason ?? null).as('reason'),
            ])
            .where('users.id', '=', draft.userId),
        )
        .onConflict((conflict) => conflict.columns(['user_id', 'kind', 'subject']).doNothing())
        .returning('id')
        .executeTakeFirst();
      return row !== undefined;
    } catch (error) {
      if (isOrphanRefused(error)) return false;
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
