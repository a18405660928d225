import type { MoveIdentityAnswer, OwnerIdentity, OwnerUser } from '@maqiao/shared';
import { localize } from '../platform/operator-messages/messages.ts';
import { movingPeopleMessages } from './moving-people-messages.ts';
import type { OpenedPeople } from './open-people.ts';
import { aboutPages, CALLED, clientLine, nameOf, UsageError } from './people-words.ts';
import { usersMessages } from './users-messages.ts';

/** What was typed beside the names. */
export interface MoveOptions {
  readonly sure: boolean;
  readonly dryRun: boolean;
  readonly json: boolean;
  readonly evenIfLast: boolean;
}

/**
 * Moves an identity to another user, or says what that would do.
 * @param what its openid or unionid
 * @throws ApiError `merge_refused`; UsageError without `--yes`
 */
export async function moveIdentity(
  { users, moves, changes }: OpenedPeople,
  what: string,
  user: OwnerUser,
  to: OwnerUser,
  { sure, dryRun, json, evenIfLast }: MoveOptions,
): Promise<string> {
  const named = user.identities.find(({ subject, unionid }) => subject === what || unionid === what);
  if (named === undefined) throw new UsageError(localize(movingPeopleMessages.move_wants_identity));
  const { provider, appId, subject } = named;
  const key = { provider, appId, subject };
  const preview = await moves.preview(user.id, key, to.id);
  const isMoving = sure && !dryRun;
  const names = { ...nameOf(user), to: nameOf(to).name, toId: to.id, ...CALLED };
  if (!isMoving) {
    const answer = json
      ? JSON.stringify(preview, null, 2)
      : [
          ...facts(preview, names),
          localize(movingPeopleMessages.move_wants_yes, {
            ...names,
            identity: what,
            more: preview.losesLast ? ' --even-if-last' : '',
          }),
        ].join('\n');
    if (dryRun) return answer;
    throw new UsageError(answer);
  }
  const why = await changes.moveIdentity(user, key, to, evenIfLast);
  if (json) {
    const [before, after] = [(await users.get(user.id)) ?? user, (await users.get(to.id)) ?? to];
    return JSON.stringify({ ...preview, preview: false, user: before, to: after }, null, 2);
  }
  return `${localize(movingPeopleMessages.moved, { ...names, identity: what })} ${aboutPages(why)}`;
}

function facts(
  { identities, losesLast, alreadyThere, endsSessions, clients }: MoveIdentityAnswer,
  names: Parameters<typeof localize<typeof movingPeopleMessages.loses_last>>[1],
): string[] {
  return [
    localize(movingPeopleMessages.moving),
    ...identities.map((identity) => `  ${identityLine(identity)}`),
    localize(usersMessages.sessions_that_end, { count: endsSessions }),
    ...(alreadyThere.length === 0 ? [] : [localize(movingPeopleMessages.already_there)]),
    ...alreadyThere.map((identity) => `  ${identityLine(identity)}`),
    ...(clients.length === 0 ? [] : [localize(usersMessages.clients_touched)]),
    ...clients.map((client) => `  ${clientLine(client)}`),
    ...(losesLast ? [localize(movingPeopleMessages.loses_last, names)] : []),
  ];
}

function identityLine({ provider, appId, subject, unionid }: OwnerIdentity): string {
  return [`${provider} ${appId}`, subject, ...(unionid === null ? [] : [`unionid ${unionid}`])].join('  ');
}
