import type { Kysely } from 'kysely';
import type { Tables } from '../../platform/database/tables.ts';
import { randomId } from '../../platform/secret/random.ts';
import type { SessionsEnd } from '../../sessions/ending-steps.ts';
import type { ClientMetadata } from '../clients/client-metadata.ts';

/**
 * Enters for every client that took part in these sessions, and wants to know, that it is to be told of their end. Runs in
 * the transaction that ends them: what is not committed tells nobody.
 * @param now Unix milliseconds
 * @returns whether there is somebody to tell
 */
export async function tellClients(
  queries: Kysely<Tables>,
  { ended }: SessionsEnd,
  now: number,
): Promise<boolean> {
  if (ended.length === 0) return false;
  const taking = await queries
    .selectFrom('client_sessions')
    .innerJoin('clients', 'clients.client_id', 'client_sessions.client_id')
    .select(['client_sessions.sid', 'clients.client_id', 'clients.metadata'])
    .where(
      'client_sessions.sid',
      'in',
      ended.map(({ sid }) => sid),
    )
    .execute();
  const rows = taking
    .filter(({ metadata }) => wantsToKnow(metadata))
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
 * Ends the access of clients and devices that outlives sessions, when everything of a person ends. Access that belongs to
 * one session needs no more than the end of that session.
 */
export async function endLastingAccess(
  queries: Kysely<Tables>,
  { everythingOf }: SessionsEnd,
): Promise<void> {
  if (everythingOf === undefined) return;
  await queries.deleteFrom('oidc_records').where('user_id', '=', everythingOf).execute();
}

function wantsToKnow(metadata: string): boolean {
  return (JSON.parse(metadata) as ClientMetadata).backchannel_logout_uri !== undefined;
}
