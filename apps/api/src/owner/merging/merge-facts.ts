import type {
  DuplicatePair,
  MergeUsersAnswer,
  OwnerDuplicates,
  OwnerUser,
  TouchedClient,
  UndoableMerge,
} from '@maqiao/shared';
import { Inject, Injectable } from '@nestjs/common';
import type { WechatAccount } from '../../config/wechat-accounts.ts';
import type { ClientMetadata } from '../../oidc/clients/client-metadata.ts';
import { IdentitiesTable } from '../../people/identities/identities-table.ts';
import { WECHAT_ACCOUNTS } from '../../people/identities/wechat-accounts-token.ts';
import { Clock } from '../../platform/clock/clock.ts';
import { Database } from '../../platform/database/database.ts';
import { ApiError } from '../../platform/http/api-error.ts';
import { OwnerUsersQuery } from '../owner-users.ts';
import { refuseUnmergeable, UNDO_MS, type MergeDone } from './user-merges.ts';

/** Pairs, and merges, in one answer. */
const LISTED = 100;

/** What the owner reads of users who may be one person: pairs, what a merge would do, and merges that were made. */
@Injectable()
export class MergeFacts {
  constructor(
    private readonly database: Database,
    private readonly users: OwnerUsersQuery,
    private readonly identities: IdentitiesTable,
    private readonly clock: Clock,
    @Inject(WECHAT_ACCOUNTS) private readonly accounts: readonly WechatAccount[],
  ) {}

  /** Pairs of users with one unionid at accounts that are configured here, and the merges of the last 30 days. */
  async duplicates(): Promise<OwnerDuplicates> {
    const { pairs, total } = await this.identities.sharedUnionids(this.accounts, LISTED);
    const merges = await this.database.queries
      .selectFrom('user_merges')
      .selectAll()
      .where('merged_at', '>', this.clock.now() - UNDO_MS)
      .orderBy('merged_at', 'desc')
      .limit(LISTED)
      .execute();
    const people = await this.users.named([
      ...pairs.flatMap(({ users }) => users),
      ...merges.flatMap(({ user_id, merged_id }) => [user_id, merged_id]),
    ]);
    const found: DuplicatePair[] = [];
    for (const { unionid, users } of pairs) {
      const [first, second] = [people.get(users[0]), people.get(users[1])];
      if (first === undefined || second === undefined) continue; // deleted meanwhile
      found.push({ unionid, users: [first, second], clients: await this.#clientsOf([first.id, second.id]) });
    }
    const undoable: UndoableMerge[] = [];
    for (const { user_id, merged_id, merged_at } of merges) {
      const [into, user] = [people.get(user_id), people.get(merged_id)];
      if (into === undefined || user === undefined) continue;
      const mergedAt = new Date(merged_at).toISOString();
      undoable.push({ into, user, mergedAt, undoUntil: undoUntil(merged_at) });
    }
    return { pairs: found, total, merges: undoable };
  }

  /**
   * What a merge would do.
   * @param again whether the same merge may have been made already: its answer was lost
   * @throws ApiError `not_found`, and `merge_refused` where it would be refused
   */
  async preview(userId: string, into: string, again: boolean): Promise<MergeUsersAnswer> {
    const [user, remaining] = await this.#pair(userId, into);
    if (!again || user.mergedInto !== remaining.id) refuseUnmergeable(rowOf(user), rowOf(remaining));
    const facts = await this.#factsOf(user, remaining);
    return { preview: true, ...facts, endsSessions: user.sessions, undoUntil: null };
  }

  /** What a merge has done. @param preview as it was before */
  async done(preview: MergeUsersAnswer, { mergedAt }: MergeDone): Promise<MergeUsersAnswer> {
    const [user, into] = await this.#pair(preview.user.id, preview.into.id);
    return { ...preview, preview: false, user, into, undoUntil: undoUntil(mergedAt) };
  }

  async #pair(first: string, second: string): Promise<[OwnerUser, OwnerUser]> {
    const [one, other] = [await this.users.get(first), await this.users.get(second)];
    if (one === undefined || other === undefined) throw new ApiError('not_found');
    return [one, other];
  }

  async #factsOf(user: OwnerUser, into: OwnerUser) {
    const unionids = (person: OwnerUser) => person.identities.flatMap(({ unionid }) => unionid ?? []);
    const shared = unionids(user).filter((unionid) => unionids(into).includes(unionid));
    return {
      user,
      into,
      unionids: [...new Set(shared)],
      clients: await this.#clientsOf([user.id, into.id]),
    };
  }

  /** Clients that one of these users has agreed to or taken part in, and protected sites. */
  async #clientsOf(userIds: string[]): Promise<TouchedClient[]> {
    const { queries } = this.database;
    const known = await queries
      .selectFrom('consents')
      .select(['client_id', 'user_id'])
      .where('user_id', 'in', userIds)
      .union(
        queries
          .selectFrom('client_sessions')
          .innerJoin('sessions', 'sessions.sid', 'client_sessions.sid')
          .select(['client_sessions.client_id', 'sessions.user_id'])
          .where('sessions.user_id', 'in', userIds),
      )
      .execute();
    const ids = [...new Set(known.map(({ client_id }) => client_id))].sort();
    const clients =
      ids.length === 0
        ? []
        : await queries
            .selectFrom('clients')
            .select(['client_id', 'metadata'])
            .where('client_id', 'in', ids)
            .orderBy('client_id')
            .execute();
    const hosts = await queries
      .selectFrom('forward_auth_consents')
      .select(['host', 'user_id'])
      .where('user_id', 'in', userIds)
      .orderBy('host')
      .execute();
    const inOrder = (knows: readonly string[]) => userIds.filter((id) => knows.includes(id));
    return [
      ...clients.map(({ client_id: id, metadata }) => ({
        id,
        name: (JSON.parse(metadata) as ClientMetadata).client_name,
        kind: 'client' as const,
        knows: inOrder(known.filter((one) => one.client_id === id).map((one) => one.user_id)),
      })),
      ...[...new Set(hosts.map(({ host }) => host))].map((host) => ({
        id: host,
        name: host,
        kind: 'host' as const,
        knows: inOrder(hosts.filter((one) => one.host === host).map((one) => one.user_id)),
      })),
    ];
  }
}

function rowOf({ id, mergedInto, blocked }: OwnerUser) {
  return { id, merged_into: mergedInto ?? null, blocked: blocked ? 1 : 0 };
}

function undoUntil(mergedAt: number): string {
  return new Date(mergedAt + UNDO_MS).toISOString();
}
