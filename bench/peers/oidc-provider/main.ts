// oidc-provider alone, with our options and our adapter, which has its clients too: what a sign-in at a client costs before
// sessions and people come from a database. Whoever arrives at the interaction is signed in at once.
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  errors,
  Provider,
  type Adapter,
  type AdapterPayload,
  type ClientMetadata,
  type Configuration,
} from 'oidc-provider';
import { builtModule } from '../../product/built.ts';

const { CLIENTS_FILE = '', DATABASE_URL = '', MAQIAO_SECRET = '', PUBLIC_URL = '' } = process.env;

const { readSettings } = await builtModule<{ readSettings: (environment: NodeJS.ProcessEnv) => object }>(
  'config/settings.js',
);
const { engineOptions } = await builtModule<{ engineOptions: (settings: object) => Configuration }>(
  'oidc/engine/engine-options.js',
);
interface Queries {
  insertInto(table: 'users'): { values(row: object): { execute(): Promise<unknown> } };
}
const { Database } = await builtModule<{
  Database: { open: (url: string) => Promise<{ queries: Queries }> };
}>('platform/database/database.js');
const { MaqiaoSecret } = await builtModule<{ MaqiaoSecret: new (secret: Buffer) => object }>(
  'platform/secret/maqiao-secret.js',
);
const { RecordsAdapter } = await builtModule<{
  RecordsAdapter: new (model: string, with_: object) => Adapter;
}>('oidc/engine/records-adapter.js');

const database = await Database.open(DATABASE_URL);
const dependencies = {
  database,
  secret: new MaqiaoSecret(Buffer.from(MAQIAO_SECRET, 'hex')),
  clock: { now: () => Date.now() },
  InvalidGrant: errors.InvalidGrant,
};

/** Our records find no session by its uid: ours are rows of their own. */
class Sessions extends RecordsAdapter {
  readonly #ids = new Map<string, string>();

  override async upsert(id: string, payload: AdapterPayload, expiresIn: number): Promise<void> {
    if (payload.uid !== undefined) this.#ids.set(payload.uid, id);
    await super.upsert(id, payload, expiresIn);
  }

  override async findByUid(uid: string): Promise<AdapterPayload | undefined | void> {
    const id = this.#ids.get(uid);
    return id === undefined ? undefined : this.find(id);
  }
}

for (const client of JSON.parse(readFileSync(CLIENTS_FILE, 'utf8')) as ClientMetadata[])
  await new RecordsAdapter('Client', dependencies).upsert(client.client_id, client, 0);

const options = engineOptions(readSettings(process.env));
const provider: Provider = new Provider(PUBLIC_URL, {
  ...options,
  adapter: (model) =>
    model === 'Session' ? new Sessions(model, dependencies) : new RecordsAdapter(model, dependencies),
  cookies: { ...options.cookies, keys: [MAQIAO_SECRET] },
  jwks: {
    keys: [
      {
        ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }),
        kid: 'one',
        alg: 'RS256',
        use: 'sig',
      },
    ],
  },
  findAccount: (_ctx, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
  interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
  // As its documentation has it for clients of one's own, whose people are not asked.
  async loadExistingGrant({ oidc: { client, session } }) {
    const grantId = session?.grantIdFor(client?.clientId ?? '');
    if (grantId !== undefined) return provider.Grant.find(grantId);
    const grant = new provider.Grant({
      accountId: session?.accountId ?? '',
      clientId: client?.clientId ?? '',
    });
    grant.addOIDCScope('openid profile');
    await grant.save();
    return grant;
  },
});
provider.on('server_error', (_ctx, error) => console.error(error));

const answer = provider.callback();
async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!request.url?.startsWith('/interaction/')) return answer(request, response);
  const accountId = randomUUID();
  // The records belong to people.
  await database.queries
    .insertInto('users')
    .values({ id: accountId, created_at: 0, last_login_at: 0 })
    .execute();
  await provider.interactionFinished(request, response, { login: { accountId } });
}
const server = createServer((request, response) => void serve(request, response));
server.keepAliveTimeout = 72_000;
server.listen(0, '127.0.0.1', () => {
  process.send?.({ type: 'listening', url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
});
process.once('disconnect', () => process.exit());
