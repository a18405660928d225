import type { Kysely } from 'kysely';
import type { Tables } from '../../platform/database/tables.ts';
import { randomId } from '../../platform/secret/random.ts';
import type { SessionsEnd } from '../../sessions/ending-steps.ts';
import type { ClientMetadata } from '../clients/client-metadata.ts';

/**
 * Stores one logout token to be sent for each of these sessions and each client that took part in it and has a
 * `backchannel_logout_uri`. Runs in the transaction that ends the sessions.
 * @param now Unix milliseconds
 * @param only one client, where it alone is told; else all
 * @returns whether there is anything to send
 */
export async function queueLogoutTokens(
  queries: Kysely<Tables>,
  { ended }: SessionsEnd,
  now: number,
  only?: string,
): Promise<boolean> {
  if (ended.length === 0) return false;
  let taken = queries
    .selectFrom('client_sessions')
    .innerJoin('clients', 'clients.client_id', 'client_sessions.client_id')
    .select(['client_sessions.sid', 'clients.client_id', 'clients.metadata'])
    .where(
      'client_sessions.sid',
      'in',
      ended.map(({ sid }) => sid),
    );
  if (only !== undefined) taken = taken.where('clients.client_id', '=', only);
  const taking = await taken.execute();
  const rows = taking
    .filter(({ metadata }) => hasLogoutUri(metadata))
    .map(({ sid, client_id }) => ({
      id: randomId(),
      client_id,
      user_id: ended.find((session) => session.sid === sid)?.userId ?? '',
      sid,
      created_at: now,
      next_attempt_at: now,
    }));
  if (rows.length === 0) return false;
  await queries.insertInto('logout_outbox').values(rows).execute();
  return true;
}

/**
 * Deletes the grants and tokens of a person when everything of theirs ends, so that `offline_access` and devices lose
 * their access. Tokens that are bound to one session need no deletion: they are invalid without the session.
 */
export async function deleteGrants(queries: Kysely<Tables>, { everythingOf }: SessionsEnd): Promise<void> {
  if (everythingOf === undefined) return;
  await queries.deleteFrom('oidc_records').where('user_id', '=', everythingOf).execute();
}

function hasLogoutUri(metadata: string): boolean {
  return (JSON.parse(metadata) as ClientMetadata).backchannel_logout_uri !== undefined;
}
