import { describe, expect, test } from '@jest/globals';
import type { OwnerClient, OwnerClientWithSecret, OwnerClients, Problem } from '@maqiao/shared';
import { ownerClient, ownerClients, ownerClientWithSecret } from '@maqiao/shared/schemas';
import { madeUpSecret } from '@maqiao/test-servers';
import { startApi, type ApiUnderTest } from '../support/api-under-test.ts';
import { TestClient } from './support/test-client.ts';

const ADMIN_KEY = madeUpSecret('admin');
const SITE_API_KEY = madeUpSecret('other');
const SHOP = {
  client_id: 'shop',
  client_name: '山前书店',
  redirect_uris: ['https://shop.example.com/callback'],
};

const start = () =>
  startApi({ environment: { ADMIN_KEY, SITE_API_KEY, CORS_ORIGINS: 'https://shop.example.com' } });

async function call<T>(
  api: ApiUnderTest,
  method: string,
  path = '',
  body?: unknown,
  key: string | null = ADMIN_KEY,
): Promise<{ status: number; body: T & Problem; text: string }> {
  const answer = await fetch(`${api.url}/api/clients${path}`, {
    method,
    headers: {
      ...(key !== null && { Authorization: `Bearer ${key}` }),
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, text, body: (text === '' ? {} : JSON.parse(text)) as T & Problem };
}

/** Whether the engine takes a secret: it answers about a token that is none, or refuses the client. */
async function isAccepted(
  api: ApiUnderTest,
  secret: string,
  how: 'basic' | 'post' = 'basic',
): Promise<boolean> {
  const answer = await fetch(`${api.url}/oidc/introspection`, {
    method: 'POST',
    headers: how === 'basic' ? { Authorization: `Basic ${btoa(`shop:${secret}`)}` } : {},
    body: new URLSearchParams({
      token: 'none',
      ...(how === 'post' && { client_id: 'shop', client_secret: secret }),
    }),
  });
  const { status } = answer;
  const body: unknown = await answer.json();
  if (status === 200) expect(body).toEqual({ active: false });
  else expect([status, body]).toEqual([401, expect.objectContaining({ error: 'invalid_client' })]);
  return status === 200;
}

describe('issue 15, number 2: /api/clients', () => {
  test('a client from its first day to its last', async () => {
    const api = await start();
    expect(await call(api, 'GET')).toMatchObject({ status: 200, body: { clients: [] } });
    expect((await fetch(`${api.url}/.well-known/openid-configuration`)).status).toBe(404);

    const added = await call<OwnerClientWithSecret>(api, 'POST', '', SHOP);
    expect(added.status).toBe(201);
    expect(ownerClientWithSecret.strict().parse(added.body)).toEqual(added.body);
    const { client_secret: first = '', ...shown } = added.body;
    // The engine looks once a second whether there is a first client.
    api.clock.advance(1_000);
    expect(await isAccepted(api, first)).toBe(true);

    const listed = await call<OwnerClients>(api, 'GET');
    expect(ownerClients.parse(listed.body)).toEqual({ issuer: api.url, clients: [shown] });
    const read = await call<OwnerClient>(api, 'GET', '/shop');
    expect(ownerClient.strict().parse(read.body)).toEqual(shown);

    const changed = await call<OwnerClient>(api, 'PATCH', '/shop', { client_name: 'Books' });
    expect(changed).toMatchObject({
      status: 200,
      body: { ...shown, client_name: 'Books', updated_at: expect.any(Number) },
    });
    const twin = await call<OwnerClient>(api, 'POST', '/shop', { scope: 'openid' });
    expect(twin).toMatchObject({ status: 200, body: { client_name: 'Books', scope: 'openid' } });

    const rotated = await call<OwnerClientWithSecret>(api, 'POST', '/shop/rotate-secret', {
      overlap_hours: 2,
    });
    expect(rotated.status).toBe(200);
    const second = rotated.body.client_secret ?? '';
    expect(rotated.body.secrets).toHaveLength(2);
    for (const secret of [first, second]) expect(await isAccepted(api, secret)).toBe(true);
    for (const wrong of [`${first}x`, first.slice(1)]) expect(await isAccepted(api, wrong)).toBe(false);
    api.clock.advance(2 * 3_600_000);
    expect(await isAccepted(api, first)).toBe(false);
    expect(await isAccepted(api, second)).toBe(true);

    for (const { text } of [listed, read, changed, twin, await call(api, 'GET')])
      for (const secret of [first, second]) expect(text).not.toContain(secret);

    expect((await call(api, 'POST', '/shop/delete', {})).status).toBe(204);
    expect((await call(api, 'DELETE', '/shop')).body.code).toBe('not_found');
    expect(await isAccepted(api, second)).toBe(false);
  });

  test('both secrets are accepted during the overlap also where the client sends them in the body', async () => {
    const api = await start();
    const client = { ...SHOP, token_endpoint_auth_method: 'client_secret_post' };
    const { client_secret: first = '' } = (await call<OwnerClientWithSecret>(api, 'POST', '', client)).body;
    const rotated = await call<OwnerClientWithSecret>(api, 'POST', '/shop/rotate-secret', {});
    api.clock.advance(1_000);
    expect(await isAccepted(api, first, 'post')).toBe(true);
    expect(await isAccepted(api, rotated.body.client_secret ?? '', 'post')).toBe(true);
    expect(await isAccepted(api, 'another', 'post')).toBe(false);
  });

  test('a public client has no secret', async () => {
    const api = await start();
    const added = await call<OwnerClientWithSecret>(api, 'POST', '', {
      ...SHOP,
      token_endpoint_auth_method: 'none',
    });
    expect(added.body.secrets).toEqual([]);
    expect(added.body).not.toHaveProperty('client_secret');
    expect(await call(api, 'POST', '/shop/rotate-secret', {})).toMatchObject({
      status: 400,
      body: { code: 'invalid_request', detail: expect.stringMatching(/has no secret/) },
    });
  });

  test('what cannot work is refused with the field and words in both languages, and repeats no value', async () => {
    const api = await start();
    const secret = 'hidden-words-of-somebody';
    for (const [change, detail] of [
      [
        { redirect_uris: [`https://a:${secret}@b.example/`] },
        /^redirect_uris\[0\] has a user name or password\.$/,
      ],
      [{ client_id: 'https://shop.example.com' }, /^client_id is an audience/],
      [{ client_id: api.settings.publicUrl }, /^client_id is an audience/],
      [{ client_id: 'mini-program' }, /^client_id is an audience/],
      [{ client_secret: secret }, /client_secret/],
      [{ scope: secret }, /^scope must be/],
    ] as const) {
      const { status, body, text } = await call(api, 'POST', '', { ...SHOP, ...change });
      expect([status, body.code]).toEqual([400, 'invalid_request']);
      expect(body.detail).toMatch(detail);
      expect(text).not.toContain(secret);
    }
    const { body } = await call(api, 'POST', '', { ...SHOP, scope: 'all' });
    expect(body).toMatchObject({ faults: [{ field: 'scope', zh: expect.stringMatching(/openid/) }] });
    await call(api, 'POST', '', SHOP);
    expect((await call(api, 'POST', '', SHOP)).body.detail).toBe('client_id is the id of another client.');
    for (const overlap_hours of [-1, 721, '24'])
      expect((await call(api, 'POST', '/shop/rotate-secret', { overlap_hours })).status).toBe(400);
    expect(await api.database().selectFrom('client_secrets').selectAll().execute()).toHaveLength(1);
  });

  test('only for the owner', async () => {
    const api = await start();
    for (const [method, path, body] of [
      ['GET', ''],
      ['POST', '', SHOP],
      ['GET', '/shop'],
      ['PATCH', '/shop', {}],
      ['POST', '/shop', {}],
      ['DELETE', '/shop'],
      ['POST', '/shop/rotate-secret', {}],
    ] as const)
      for (const key of [SITE_API_KEY, 'x'.repeat(44), null])
        expect([method, path, (await call(api, method, path, body, key)).status]).toEqual([
          method,
          path,
          401,
        ]);
    const without = await startApi();
    expect((await call(without, 'GET')).status).toBe(404);
  });

  test('a client of the file is read, and changed by nobody here', async () => {
    const api = await start();
    await TestClient.register(api);
    await api.database().updateTable('clients').set({ source: 'file' }).execute();
    for (const [method, path, body] of [
      ['PATCH', '/shop', { client_name: 'x' }],
      ['DELETE', '/shop'],
      ['POST', '/shop/rotate-secret', {}],
    ] as const)
      expect(await call(api, method, path, body)).toMatchObject({
        status: 400,
        body: {
          detail: 'The client shop is from CLIENTS_FILE: change it there, and restart.',
          faults: [{ zh: expect.stringMatching(/CLIENTS_FILE/) }],
        },
      });
    expect((await call(api, 'GET', '/shop')).body).toMatchObject({ source: 'file' });
  });

  test('its tokens end with it', async () => {
    const api = await start();
    await TestClient.register(api);
    const expires_at = api.clock.now() + 60_000;
    const token = { model: 'RefreshToken', id_hash: 'x', payload_sealed: 'x', client_id: 'shop', expires_at };
    await api.database().insertInto('oidc_records').values(token).execute();
    expect((await call(api, 'DELETE', '/shop')).status).toBe(204);
    expect(await api.database().selectFrom('oidc_records').selectAll().execute()).toEqual([]);
  });
});

describe('whatever is registered, the engine takes', () => {
  test.each<[string, object]>([
    ['a website', {}],
    [
      'loopback with any port',
      { redirect_uris: ['http://localhost:3000/cb', 'http://127.0.0.1/', 'http://[::1]/'] },
    ],
    ['other loopbacks', { redirect_uris: ['http://127.0.0.2:3000/cb'] }],
    [
      'an application',
      { application_type: 'native', redirect_uris: ['com.example.app:/cb', 'http://127.0.0.1/'] },
    ],
    ['ES256', { id_token_signed_response_alg: 'ES256' }],
    [
      'every scope',
      { scope: 'openid profile offline_access wechat email', email_domain: 'users.example.com' },
    ],
    ['no PKCE', { require_pkce: false }],
    ['claims in the ID token', { claims_in_id_token: true }],
    [
      'addresses after and behind',
      {
        post_logout_redirect_uris: ['https://shop.example.com/bye?x=y'],
        backchannel_logout_uri: 'http://app:3000/logout',
      },
    ],
    [
      'a device with a secret',
      { grant_types: ['urn:ietf:params:oauth:grant-type:device_code'], redirect_uris: [] },
    ],
    [
      'everything',
      {
        grant_types: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'],
      },
    ],
  ])('%s', async (_what, change) => {
    const api = await start();
    const added = await call<OwnerClientWithSecret>(api, 'POST', '', { ...SHOP, ...change });
    expect(added.status).toBe(201);
    api.clock.advance(1_000);
    expect(await isAccepted(api, added.body.client_secret ?? '')).toBe(true);
  });
});
