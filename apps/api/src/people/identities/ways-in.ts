import type { SecurityEventIdentity } from '@maqiao/shared';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.ts';
import { Database } from '../../platform/database/database.ts';
import type { IdentityRow } from '../../platform/database/tables.ts';
import { ApiError } from '../../platform/http/api-error.ts';
import { lockUsers } from '../users/merged-users.ts';
import { IdentitiesTable } from './identities-table.ts';
import { identityIdOf } from './identity-id.ts';

/** How long after a way in was added those that are older cannot be removed. */
const NEWCOMER_MS = 72 * 3_600_000;

/** One way to sign in: identities with one unionid, or one without any. */
export interface WayIn {
  readonly rows: readonly IdentityRow[];
  /** When its first identity came, in Unix milliseconds. */
  readonly since: number;
}

/** Whether a way in can be removed; `later`: from then on, in Unix milliseconds. */
export type Removable = { readonly when: 'now' | 'never' } | { readonly when: 'later'; readonly at: number };

/** The ways in that identities are. */
function waysInOf(rows: readonly IdentityRow[]): WayIn[] {
  const groups = new Map<string, IdentityRow[]>();
  for (const row of rows) {
    const key = row.unionid === null ? `one ${idOf(row)}` : `unionid ${row.unionid}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].map((group) => ({
    rows: group,
    since: Math.min(...group.map(({ created_at }) => created_at)),
  }));
}

/**
 * Whether one way in of a person can be removed. One of WeChat's always remains, as it is the recovery of all others. For
 * 72 hours after a way in was added, older ones stay: whoever has just broken in cannot shut the person out.
 * @param also when ways in of other kinds were added, such as passkeys
 */
export function removable(
  way: WayIn,
  all: readonly WayIn[],
  now: number,
  also: readonly number[] = [],
): Removable {
  const others = all.filter((other) => other !== way);
  if (others.length === 0) return { when: 'never' };
  const younger = [...others.map(({ since }) => since), ...also].filter((since) => since > way.since);
  const at = Math.max(0, ...younger) + NEWCOMER_MS;
  return now < at ? { when: 'later', at } : { when: 'now' };
}

/** The identities of one person, as they see and remove them. */
@Injectable()
export class WaysIn {
  constructor(
    private readonly database: Database,
    private readonly table: IdentitiesTable,
    private readonly clock: Clock,
  ) {}

  /** The ways in of a person, the one used last first. */
  async of(userId: string): Promise<WayIn[]> {
    return waysInOf(await this.table.ofUsers([userId]));
  }

  /**
   * Removes an identity, and those with the same unionid. Of several removals at once each sees what the one before has
   * left.
   * @param id as {@link identityIdOf} gives it
   * @param evenIfOlder takes back what was just added, and so asks for no 72 hours
   * @returns the identity of this id; those that went with it are not named
   * @throws ApiError `not_found`, `last_identity`, `removal_too_soon` with `removableAt`
   */
  remove(
    userId: string,
    id: string,
    evenIfOlder = false,
    also: readonly number[] = [],
  ): Promise<SecurityEventIdentity> {
    return this.database.queries.transaction().execute(async (transaction) => {
      const [user] = await lockUsers(this.database, transaction, [userId]);
      if (user === undefined) throw new ApiError('not_found');
      const all = waysInOf(await this.table.ofUsers([userId], transaction));
      const way = all.find(({ rows }) => rows.some((row) => idOf(row) === id));
      const named = way?.rows.find((row) => idOf(row) === id);
      if (way === undefined || named === undefined) throw new ApiError('not_found');
      const possible = removable(way, all, this.clock.now(), also);
      if (possible.when === 'never') throw new ApiError('last_identity');
      if (possible.when === 'later' && !evenIfOlder) {
        const removableAt = new Date(possible.at).toISOString();
        throw new ApiError('removal_too_soon', { members: { removableAt } });
      }
      for (const row of way.rows) await this.table.remove(transaction, row);
      return { id, provider: named.provider, appId: named.app_id };
    });
  }

  /**
   * Takes back an identity that was added a short time ago. Nothing happens when it is not this user's any more, came
   * before `since` (Unix milliseconds), or is the last one.
   * @returns whether it was removed
   */
  async takeBack(userId: string, id: string, since: number): Promise<boolean> {
    const row = (await this.table.ofUsers([userId])).find((each) => idOf(each) === id);
    if (row === undefined || row.created_at < since) return false;
    try {
      await this.remove(userId, id, true);
      return true;
    } catch (error) {
      if (error instanceof ApiError && (error.code === 'last_identity' || error.code === 'not_found'))
        return false;
      throw error;
    }
  }
}

/** The public id of a row. */
export function idOf({ provider, app_id: appId, subject }: IdentityRow): string {
  return identityIdOf({ provider, appId, subject });
}
