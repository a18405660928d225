import type { OwnerAudit, OwnerSecurityEvent, SecurityEventKind } from '@maqiao/shared';
import { Injectable } from '@nestjs/common';
import { AUDIT_RETENTION_MS } from '../../people/audit/audit-log.ts';
import { toSecurityEvent } from '../../people/audit/security-event.ts';
import { lineOf, mergedSubsOf } from '../../people/users/merged-users.ts';
import { Clock } from '../../platform/clock/clock.ts';
import { Database } from '../../platform/database/database.ts';

/** Which entries, and which page of them. `limit` is at most what one answer should hold. */
export interface AuditFilter {
  /** Id of a user; of users who were merged, that of any of them. */
  user?: string | undefined;
  kind?: SecurityEventKind | undefined;
  /** Id of a sign-in method. */
  method?: string | undefined;
  /** Id of a client, or its whole name: entries of before 0.2 have the name alone. */
  client?: string | undefined;
  /** Unix milliseconds, included. */
  from?: number | undefined;
  /** Unix milliseconds, not included. */
  to?: number | undefined;
  limit: number;
  /** `nextCursor` of the page before. */
  cursor?: string | undefined;
}

/** Everybody's audit log as the site's owner sees it, newest first. Users who were merged count as one person. */
@Injectable()
export class OwnerAuditQuery {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** One page. Entries that come meanwhile are before the first page, and do not shift the others. */
  async page({ user, kind, method, client, from, to, limit, cursor }: AuditFilter): Promise<OwnerAudit> {
    const since = this.clock.now() - AUDIT_RETENTION_MS;
    let query = this.database.queries
      .selectFrom('security_events')
      .selectAll()
      .where('at', '>=', Math.max(since, from ?? since));
    if (user !== undefined) query = query.where('user_id', 'in', await this.#onePerson(user));
    if (kind !== undefined) query = query.where('kind', '=', kind);
    if (method !== undefined) query = query.where('method', '=', method);
    if (client !== undefined)
      query = query.where((eb) => eb.or([eb('client_id', '=', client), eb('client', '=', client)]));
    if (to !== undefined) query = query.where('at', '<', to);
    if (cursor !== undefined) query = query.where('id', '<', cursor);
    const rows = await query
      .orderBy('id', 'desc')
      .limit(limit + 1)
      .execute();
    const shown = rows.slice(0, limit);
    const people = await this.#peopleOf(shown.map((row) => row.user_id));
    const events = shown.map((row): OwnerSecurityEvent => {
      const person = people.get(row.user_id) ?? { id: row.user_id, nickname: null };
      return {
        ...toSecurityEvent(row),
        user: person,
        ...(person.id !== row.user_id && { mergedSub: row.user_id }),
      };
    });
    return { events, nextCursor: rows.length > limit ? (events.at(-1)?.id ?? null) : null };
  }

  /** The ids of everybody who is one person with this user. */
  async #onePerson(id: string): Promise<string[]> {
    const remaining = (await lineOf(this.database.queries, id)).at(-1) ?? id;
    const row = await this.database.queries
      .selectFrom('users')
      .select('merged_subs')
      .where('id', '=', remaining)
      .executeTakeFirst();
    return [remaining, ...(row === undefined ? [] : mergedSubsOf(row))];
  }

  /** By the ids of these users, who remains of them. */
  async #peopleOf(ids: readonly string[]): Promise<Map<string, OwnerSecurityEvent['user']>> {
    const remaining = new Map<string, string>();
    for (const { id, merged_into: into } of await this.#users([...new Set(ids)]))
      remaining.set(id, into === null ? id : ((await lineOf(this.database.queries, id)).at(-1) ?? id));
    const users = await this.#users([...new Set(remaining.values())]);
    const names = new Map(users.map(({ id, nickname }) => [id, nickname]));
    return new Map([...remaining].map(([id, to]) => [id, { id: to, nickname: names.get(to) ?? null }]));
  }

  #users(ids: readonly string[]) {
    if (ids.length === 0) return Promise.resolve([]); // PostgreSQL does not accept an empty list
    return this.database.queries
      .selectFrom('users')
      .select(['id', 'nickname', 'merged_into'])
      .where('id', 'in', [...ids])
      .execute();
  }
}
