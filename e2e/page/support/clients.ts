import { DatabaseSync } from 'node:sqlite';
import type { Stack } from '../../support/stack.ts';

const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';

/** Registers a shop and a television with this server, as its owner does. Neither has a secret. */
export function registerClients({ databaseFile }: Pick<Stack, 'databaseFile'>): void {
  const common = {
    application_type: 'web',
    post_logout_redirect_uris: [],
    token_endpoint_auth_method: 'none',
    id_token_signed_response_alg: 'RS256',
    scope: 'openid profile offline_access',
    require_pkce: true,
  };
  const shop = {
    ...common,
    client_id: 'shop',
    client_name: '山前书店',
    redirect_uris: ['https://shop.example.com/callback'],
    post_logout_redirect_uris: ['https://shop.example.com/bye'],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
  };
  const tv = {
    ...common,
    client_id: 'tv',
    client_name: '山前电视',
    application_type: 'native',
    redirect_uris: [],
    grant_types: [DEVICE_GRANT, 'refresh_token'],
    response_types: [],
  };
  const database = new DatabaseSync(databaseFile);
  const insert = database.prepare(
    `insert into clients (client_id, metadata, source, created_at, updated_at) values (?, ?, 'owner', 0, 0)`,
  );
  for (const client of [shop, tv]) insert.run(client.client_id, JSON.stringify(client));
  database.close();
}

/** The television asks for a code. */
export async function askForDevice({ url }: Pick<Stack, 'url'>) {
  // This process asks the system for names, which need not know those under localhost.
  const answer = await fetch(`http://127.0.0.1:${new URL(url).port}/oidc/device/auth`, {
    method: 'POST',
    headers: { 'User-Agent': 'Mozilla/5.0 (Linux; Android 14; TV) Chrome/130.0.0.0 Safari/537.36' },
    body: new URLSearchParams({ client_id: 'tv', scope: 'openid' }),
  });
  return (await answer.json()) as { user_code: string; verification_uri_complete: string };
}
