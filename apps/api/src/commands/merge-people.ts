import type { MergeUsersAnswer, OwnerDuplicates, OwnerUser, TouchedClient } from '@maqiao/shared';
import { printable } from '../owner/users-as-text.ts';
import { localize } from '../platform/operator-messages/messages.ts';
import type { OpenedPeople } from './open-people.ts';
import { aboutPages, CALLED, nameOf, UsageError } from './people-words.ts';
import { usersMessages } from './users-messages.ts';

/** Pairs of users who are one person, and merges that can be undone, for a terminal or a program. */
export async function duplicatesText({ merges }: OpenedPeople, json: boolean): Promise<string> {
  const found = await merges.duplicates();
  return `${json ? JSON.stringify(found, null, 2) : asText(found)}\n`;
}

/** Merges, or says what the merge would do. @throws ApiError `merge_refused`; UsageError without `--yes` */
export async function merge(
  { merges, changes }: OpenedPeople,
  user: OwnerUser,
  into: OwnerUser,
  sure: boolean,
): Promise<string> {
  const preview = await merges.preview(user.id, into.id, sure);
  const names = { ...nameOf(user), into: nameOf(into).name, intoId: into.id };
  if (!sure)
    throw new UsageError(
      [...facts(preview), localize(usersMessages.merge_wants_yes, { ...names, ...CALLED })].join('\n'),
    );
  const why = await changes.merge(user, into);
  return `${localize(usersMessages.people_merged, { ...names, ...CALLED })} ${aboutPages(why)}`;
}

/** Separates two merged users again. @throws ApiError `merge_refused`; UsageError without `--yes` */
export async function unmerge(
  { users, changes }: OpenedPeople,
  user: OwnerUser,
  sure: boolean,
): Promise<string> {
  if (user.mergedInto === undefined) throw new UsageError(localize(usersMessages.not_merged, nameOf(user)));
  const into = await users.get(user.mergedInto);
  const names = { ...nameOf(user), intoId: into?.id ?? user.mergedInto };
  if (!sure) throw new UsageError(localize(usersMessages.unmerge_wants_yes, { ...names, ...CALLED }));
  const why = await changes.unmerge(user);
  const after = await users.get(user.id);
  if (after?.mergedInto !== undefined)
    throw new UsageError(localize(usersMessages.merge_is_final, nameOf(user)));
  return `${localize(usersMessages.people_separated, names)} ${aboutPages(why)}`;
}

function asText({ pairs, total, merges }: OwnerDuplicates): string {
  const lines =
    pairs.length === 0
      ? [localize(usersMessages.no_duplicates)]
      : pairs.flatMap(({ unionid, users: [first, second], clients }) => [
          `unionid ${unionid}`,
          `  ${lineOf(first)}`,
          `  ${lineOf(second)}`,
          ...clients.map((client) => `    ${clientLine(client)}`),
          `  ${CALLED.command} merge ${second.id} ${first.id}`,
          '',
        ]);
  if (total > pairs.length) lines.push(localize(usersMessages.more_duplicates, { count: total }));
  if (merges.length > 0) lines.push(localize(usersMessages.recent_merges));
  for (const { user, into, undoUntil } of merges)
    lines.push(
      `  ${lineOf(user)} → ${lineOf(into)}`,
      `    ${localize(usersMessages.undo_until, { until: minuteOf(undoUntil) })}`,
    );
  return lines.join('\n').trimEnd();
}

function facts({ unionids, clients, endsSessions }: MergeUsersAnswer): string[] {
  return [
    unionids.length === 0
      ? localize(usersMessages.no_shared_unionid)
      : localize(usersMessages.shared_unionids, { unionids: unionids.join(', ') }),
    localize(usersMessages.sessions_that_end, { count: endsSessions }),
    ...(clients.length === 0 ? [] : [localize(usersMessages.clients_touched)]),
    ...clients.map((client) => `  ${clientLine(client)}`),
  ];
}

function lineOf(user: OwnerUser): string {
  return [user.id, printable(user.nickname) ?? '–', minuteOf(user.lastLoginAt)].join('  ');
}

function clientLine({ id, name, knows }: TouchedClient): string {
  return [id, ...(name === id ? [] : [printable(name) ?? '']), `(${knows.join(', ')})`].join('  ');
}

function minuteOf(time: string): string {
  return time.slice(0, 16).replace('T', ' ');
}
