import type { OwnerUser } from '@maqiao/shared';
import type { OwnerUsersQuery } from '../owner/owner-users.ts';
import { localize } from '../platform/operator-messages/messages.ts';
import { CALLED, UsageError } from './people-words.ts';
import { usersMessages } from './users-messages.ts';

/** People that are read at a time. */
export const PAGE = 200;

/** People, newest first, at most so many, and how many there are. */
export async function upTo(users: OwnerUsersQuery, most: number, blocked?: boolean, search?: string) {
  const people: OwnerUser[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await users.page({ limit: Math.min(PAGE, most - people.length), blocked, search, cursor });
    people.push(...page.users);
    cursor = page.nextCursor ?? undefined;
    if (cursor === undefined || people.length >= most) return { people, total: page.total };
  }
}

/**
 * @throws UsageError when nobody has this id, openid or unionid: a nickname may be shared, and changed by its owner. Of
 * two people with one unionid each has to be named by another
 */
export async function personOf(users: OwnerUsersQuery, who: string): Promise<OwnerUser> {
  const { users: found } = await users.page({ search: who, limit: PAGE });
  const named = found.filter(
    ({ id, externalId, identities }) =>
      id === who ||
      externalId === who ||
      identities.some(({ subject, unionid }) => subject === who || unionid === who),
  );
  const [person] = named;
  if (person === undefined || named.length > 1)
    throw new UsageError(localize(usersMessages.nobody_known, CALLED));
  return person;
}
