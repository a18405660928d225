import type { Settings } from '../../config/settings.ts';
import { SettingsError } from '../../config/settings.ts';
import { checkClient, ClientFaults, sentenceOf } from '../../oidc/clients/client-faults.ts';
import type { ClientMetadata } from '../../oidc/clients/client-metadata.ts';
import { readClientsFile } from '../../oidc/clients/clients-file.ts';
import { reservedClientIds } from '../../oidc/clients/clients.service.ts';
import { ClientsTable } from '../../oidc/clients/clients-table.ts';
import { MachineClock } from '../../platform/clock/clock.ts';
import { Database } from '../../platform/database/database.ts';
import { fromRepository } from '../../platform/database/database-location.ts';
import { isLoopbackHost } from '../../platform/http/addresses.ts';
import { joinMessages, type Fact } from '../../platform/operator-messages/messages.ts';
import type { MaqiaoSecret } from '../../platform/secret/maqiao-secret.ts';
import { checkOidcCalls } from './check-oidc-calls.ts';
import { found, type Finding } from './finding.ts';
import { openMode } from './open-mode.ts';

interface ClientsCheck {
  readonly settings: Settings;
  /** The secret of this installation, when it is to be had and the tables are those of this version. */
  readonly secret: MaqiaoSecret | undefined;
  /** Whether the server has answered at PUBLIC_URL. */
  readonly isReached: boolean;
  /** By how many seconds the server's clock is wrong; undefined: it is right, or not known. */
  readonly clockSeconds: Fact | undefined;
}

/** Looks at the clients of OpenID Connect and at the way that their calls take. Nothing where there are none. */
export async function checkClients({
  settings,
  secret,
  isReached,
  clockSeconds,
}: ClientsCheck): Promise<Finding[]> {
  const file = checkFile(settings);
  const inDatabase = secret === undefined ? [] : await clientsIn(settings, secret);
  const count = inDatabase.length;
  if (count === 0 && file.length === 0) return [];
  const findings = [...file, ...inDatabase.flatMap(checkForm), ...checkRedirects(inDatabase, settings)];
  if (count === 0) return findings;
  const calls = isReached
    ? await checkOidcCalls(settings.publicUrl, count)
    : [found('oidc_unchecked', { clients: count })];
  const clock = clockSeconds === undefined ? [] : [found('oidc_clock_wrong', { seconds: clockSeconds })];
  return [...findings, ...calls, ...clock];
}

/** CLIENTS_FILE as the next start reads it. */
function checkFile(settings: Settings): Finding[] {
  if (settings.clientsFile === undefined) return [];
  const path = fromRepository(settings.clientsFile);
  const mode = openMode(path);
  const open = mode === undefined ? [] : [found('clients_file_open', { path, mode })];
  try {
    readClientsFile(path, reservedClientIds(settings));
    return open;
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return [...open, found('clients_file_bad', { sentence: joinMessages(...error.messages) })];
  }
}

async function clientsIn({ databaseUrl }: Settings, secret: MaqiaoSecret): Promise<ClientMetadata[]> {
  const database = await Database.openAsItIs(databaseUrl);
  if (database === undefined) return [];
  try {
    const clients = await new ClientsTable(database, secret, new MachineClock()).all();
    return clients.map(({ metadata }) => metadata);
  } finally {
    await database.onApplicationShutdown();
  }
}

/** By today's rules: an older version may have registered it, or somebody may have written into the database. */
function checkForm(metadata: ClientMetadata): Finding[] {
  try {
    checkClient(metadata, []);
    return [];
  } catch (error) {
    if (!(error instanceof ClientFaults)) throw error;
    return [found('client_faulty', { client: metadata.client_id, faults: sentenceOf(error.faults) })];
  }
}

/** Redirect URIs that are well formed, and wrong all the same. */
export function checkRedirects(
  clients: readonly ClientMetadata[],
  { publicUrl }: Pick<Settings, 'publicUrl'>,
): Finding[] {
  const isPublic = publicUrl.startsWith('https:') && !isLoopbackHost(new URL(publicUrl).hostname);
  const users = new Map<string, string[]>();
  const findings: Finding[] = [];
  for (const { client_id: client, application_type: type, redirect_uris: uris } of clients) {
    for (const uri of uris) {
      const known = users.get(uri) ?? [];
      if (known.includes(client)) findings.push(found('redirect_twice', { client, uri }));
      else users.set(uri, [...known, client]);
      if (isPublic && type === 'web' && URL.canParse(uri) && isLoopbackHost(new URL(uri).hostname))
        findings.push(found('redirect_loopback', { client, uri }));
    }
  }
  for (const [uri, ids] of users)
    if (ids.length > 1) findings.push(found('redirect_shared', { uri, clients: ids.join(', ') }));
  return findings;
}
