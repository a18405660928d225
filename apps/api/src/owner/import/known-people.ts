import type { Kysely } from 'kysely';
import type { WechatAccount } from '../../config/wechat-accounts.ts';
import { lineOf } from '../../people/users/merged-users.ts';
import type { IdentityRow, Tables } from '../../platform/database/tables.ts';
import { identityKey, unionidKey, type KnownPeople } from './import-plan.ts';
import type { ImportRow } from './import-row.ts';

/**
 * Reads what is known of the people of these lines. What is known already stays as it is.
 * @param accounts those whose people are recognised by unionid
 */
export async function readKnown(
  queries: Kysely<Tables>,
  rows: readonly ImportRow[],
  accounts: readonly WechatAccount[],
  known: KnownPeople,
): Promise<void> {
  for (const row of await identitiesOf(queries, rows)) addIdentity(row, accounts, known);
  const named = await namedBy(queries, rows);
  for (const { id, external_id } of named) {
    if (external_id === null || known.byExternalId.has(external_id)) continue;
    // Who has given way signs in as the one who remains.
    known.byExternalId.set(external_id, (await lineOf(queries, id)).at(-1) ?? id);
  }
  const ids = [...known.identities.values()].map(({ userId }) => userId);
  const wanted = [...new Set([...ids, ...known.byExternalId.values()])].filter(
    (id) => !known.externalIds.has(id),
  );
  if (wanted.length === 0) return;
  const users = await queries
    .selectFrom('users')
    .select(['id', 'external_id'])
    .where('id', 'in', wanted)
    .execute();
  for (const { id, external_id } of users) known.externalIds.set(id, external_id);
}

function addIdentity(row: IdentityRow, accounts: readonly WechatAccount[], known: KnownPeople): void {
  const { provider, app_id: appId, subject, user_id: userId, unionid } = row;
  const key = identityKey(provider, appId, subject);
  if (!known.identities.has(key)) known.identities.set(key, { userId, unionid });
  if (unionid === null) return;
  const held = unionidKey(provider, appId, unionid);
  if (!known.holders.has(held)) known.holders.set(held, subject);
  const joins = accounts.some((account) => account.provider === provider && account.appId === appId);
  if (joins && !known.byUnionid.has(unionid)) known.byUnionid.set(unionid, userId);
}

/** Identities with an openid or a unionid of these lines, the oldest first: the order in which a sign-in looks. */
function identitiesOf(queries: Kysely<Tables>, rows: readonly ImportRow[]): Promise<IdentityRow[]> {
  const unionids = rows.flatMap(({ unionid }) => unionid ?? []);
  const accounts = [...new Map(rows.map((row) => [`${row.provider} ${row.appId}`, row])).values()];
  const openidsAt = (provider: string, appId: string) =>
    rows.filter((row) => row.provider === provider && row.appId === appId).map(({ openid }) => openid);
  return queries
    .selectFrom('identities')
    .selectAll()
    .where((eb) =>
      eb.or([
        // By the whole primary key: an openid alone is in no index.
        ...accounts.map(({ provider, appId }) =>
          eb.and([
            eb('provider', '=', provider),
            eb('app_id', '=', appId),
            eb('subject', 'in', openidsAt(provider, appId)),
          ]),
        ),
        ...(unionids.length === 0 ? [] : [eb('unionid', 'in', unionids)]),
      ]),
    )
    .orderBy('created_at')
    .orderBy('user_id')
    .execute();
}

async function namedBy(queries: Kysely<Tables>, rows: readonly ImportRow[]) {
  const externalIds = rows.flatMap(({ externalId }) => externalId ?? []);
  if (externalIds.length === 0) return [];
  return queries
    .selectFrom('users')
    .select(['id', 'external_id'])
    .where('external_id', 'in', externalIds)
    .execute();
}
