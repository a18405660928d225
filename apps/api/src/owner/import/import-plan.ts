import type { IdentityProvider } from '@maqiao/shared';
import { message, type OperatorMessage } from '../../platform/operator-messages/messages.ts';
import { conflictMessages } from './import-messages.ts';
import type { ImportRow } from './import-row.ts';

/** What is known while a file is imported: read from the database, and added to by the lines before. */
export class KnownPeople {
  /** By {@link identityKey}. */
  readonly identities = new Map<string, { userId: string; unionid: string | null }>();
  /** By {@link unionidKey}: the openid that has it. */
  readonly holders = new Map<string, string>();
  /** Who has a unionid at an account whose people join by it. */
  readonly byUnionid = new Map<string, string>();
  readonly byExternalId = new Map<string, string>();
  readonly externalIds = new Map<string, string | null>();
}

/** What a line does. `known`: nothing, as all of it is there already. */
export type Outcome = 'created' | 'joined' | 'completed' | 'known';

/** The decision about a line. */
export type Decision =
  | {
      readonly outcome: Outcome;
      readonly userId: string;
      /** The unionid to write: of a new identity, or of one that had none. */
      readonly unionid: string | undefined;
      /** The external id to write. */
      readonly externalId: string | undefined;
    }
  | { readonly outcome: 'conflict'; readonly why: OperatorMessage };

export function identityKey(provider: IdentityProvider, appId: string, openid: string): string {
  return `${provider} ${appId} ${openid}`;
}

export function unionidKey(provider: IdentityProvider, appId: string, unionid: string): string {
  return `${provider} ${appId} ${unionid}`;
}

/**
 * Decides about a line, and adds what it does to what is known. What is there is never changed: an identity keeps its
 * user and its unionid, a user their external id and nickname.
 * @param joins whether people of the line's account are recognised by unionid
 * @param newId makes the id of a new user
 */
export function decide(row: ImportRow, known: KnownPeople, joins: boolean, newId: () => string): Decision {
  const key = identityKey(row.provider, row.appId, row.openid);
  const identity = known.identities.get(key);
  const { unionid, externalId } = row;
  const held = unionid === undefined ? undefined : unionidKey(row.provider, row.appId, unionid);
  const holder = held === undefined ? undefined : known.holders.get(held);
  if (holder !== undefined && holder !== row.openid) {
    const user = known.identities.get(identityKey(row.provider, row.appId, holder))?.userId ?? '';
    return conflict('unionid_held', user);
  }
  const named = externalId === undefined ? undefined : known.byExternalId.get(externalId);
  const joined = unionid === undefined || !joins ? undefined : known.byUnionid.get(unionid);
  if (identity !== undefined) {
    const { userId } = identity;
    if (unionid !== undefined && identity.unionid !== null && identity.unionid !== unionid)
      return conflict('unionid_differs', userId);
    if (named !== undefined && named !== userId) return conflict('external_id_taken', named);
  } else if (named !== undefined && joined !== undefined && named !== joined) {
    return conflict('two_people', joined);
  }
  const there = identity?.userId ?? named ?? joined;
  const has = there === undefined ? null : (known.externalIds.get(there) ?? null);
  // The external id may also be that of somebody who has given way to them: then it is theirs already.
  const isNamed = externalId !== undefined && named !== undefined && named === there;
  if (there !== undefined && externalId !== undefined && has !== null && has !== externalId && !isNamed)
    return conflict('external_id_differs', there);

  const userId = there ?? newId();
  const newExternalId = externalId !== undefined && has === null && !isNamed ? externalId : undefined;
  const newUnionid = identity === undefined || identity.unionid === null ? unionid : undefined;
  known.identities.set(key, { userId, unionid: identity?.unionid ?? unionid ?? null });
  if (held !== undefined) known.holders.set(held, row.openid);
  if (unionid !== undefined && joins && joined === undefined) known.byUnionid.set(unionid, userId);
  if (there === undefined) known.externalIds.set(userId, null);
  if (newExternalId !== undefined) {
    known.byExternalId.set(newExternalId, userId);
    known.externalIds.set(userId, newExternalId);
  }
  const isNew = newUnionid !== undefined || newExternalId !== undefined;
  const outcome =
    there === undefined ? 'created' : identity === undefined ? 'joined' : isNew ? 'completed' : 'known';
  return { outcome, userId, unionid: newUnionid, externalId: newExternalId };
}

function conflict(reason: keyof typeof conflictMessages, user: string): Decision {
  return { outcome: 'conflict', why: message(conflictMessages[reason], { user }) };
}
