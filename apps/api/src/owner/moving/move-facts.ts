import type { MoveIdentityAnswer } from '@maqiao/shared';
import { Injectable } from '@nestjs/common';
import { IdentitiesTable, type IdentityKey } from '../../people/identities/identities-table.ts';
import type { IdentityRow } from '../../platform/database/tables.ts';
import { ApiError } from '../../platform/http/api-error.ts';
import { OwnerUsersQuery, toOwnerIdentity } from '../owner-users.ts';
import { TouchedClients } from '../touched-clients.ts';
import { requireMovable } from './identity-moves.ts';

/** What the owner reads before and after an identity is moved. */
@Injectable()
export class MoveFacts {
  constructor(
    private readonly users: OwnerUsersQuery,
    private readonly identities: IdentitiesTable,
    private readonly clients: TouchedClients,
  ) {}

  /**
   * What a move would do. That it would take the last way in is in the answer, and refuses only the move itself.
   * @throws ApiError `not_found`; `merge_refused` with `reason`
   */
  async preview(userId: string, key: IdentityKey, toId: string): Promise<MoveIdentityAnswer> {
    const [user, to] = [await this.users.get(userId), await this.users.get(toId)];
    if (user === undefined || to === undefined) throw new ApiError('not_found');
    const [rows, there] = [await this.identities.ofUsers([userId]), await this.identities.ofUsers([toId])];
    const facts = ({ id, mergedInto, blocked }: typeof user) => ({
      id,
      merged_into: mergedInto ?? null,
      blocked: blocked ? 1 : 0,
    });
    const moving = requireMovable(facts(user), facts(to), rows, key, true);
    const isAtTheSame = (row: IdentityRow) =>
      moving.some(({ provider, app_id }) => provider === row.provider && app_id === row.app_id);
    return {
      preview: true,
      user,
      to,
      identities: moving.map(toOwnerIdentity),
      losesLast: moving.length === rows.length,
      alreadyThere: there.filter(isAtTheSame).map(toOwnerIdentity),
      clients: await this.clients.of([userId, toId]),
      endsSessions: user.sessions,
    };
  }

  /** What a move has done. @param moved as the transaction has found them */
  async done(userId: string, toId: string, moved: readonly IdentityRow[]): Promise<MoveIdentityAnswer> {
    const [user, to] = [await this.users.get(userId), await this.users.get(toId)];
    if (user === undefined || to === undefined) throw new ApiError('not_found');
    return {
      preview: false,
      user,
      to,
      identities: moved.map(toOwnerIdentity),
      losesLast: user.identities.length === 0,
      alreadyThere: [],
      clients: await this.clients.of([userId, toId]),
      endsSessions: user.sessions,
    };
  }
}
