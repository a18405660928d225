import { describe, expect, test } from '@jest/globals';
import { madeUpSecret } from '@maqiao/test-servers';
import type { OwnerUser } from '@maqiao/shared';
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import * as client from 'openid-client';
import { PersonChanges } from '../../src/commands/person-changes.ts';
import { describeEachDatabase } from '../each-database.ts';
import { startApi, type ApiUnderTest } from '../support/api-under-test.ts';
import { call } from '../support/answer.ts';
import { useFleets } from '../support/fleet.ts';
import { LogoutReceiver } from './support/logout-receiver.ts';
import { OidcBrowser } from './support/oidc-browser.ts';
import { PageForm } from './support/page-form.ts';
import { signInAt } from './support/sign-in.ts';
import { TestClient } from './support/test-client.ts';

const ADMIN_KEY = madeUpSecret('admin');
const SITE_API_KEY = madeUpSecret('site');
const MAQIAO_SECRET = madeUpSecret('one');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const waiting = (api: ApiUnderTest) => api.database().selectFrom('logout_outbox').selectAll().execute();

async function until(what: () => Promise<boolean>): Promise<void> {
  while (!(await what())) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** Checks a logout token as a client does (Back-Channel Logout 1.0 §2.6). */
async function verified(api: ApiUnderTest, token: string, aud = 'shop') {
  const keys = createRemoteJWKSet(new URL(`${api.url}/oidc/jwks`));
  return jwtVerify(token, keys, {
    issuer: api.settings.publicUrl,
    audience: aud,
    typ: 'logout+jwt',
    requiredClaims: ['iat', 'exp', 'jti', 'sub', 'sid', 'events'],
    currentDate: new Date(api.clock.now()),
  });
}

/** Every way in which a session ends, before its time. */
const WAYS: readonly (readonly [
  string,
  (api: ApiUnderTest, browser: OidcBrowser, userId: string) => Promise<unknown>,
])[] = [
  ['signing out in the browser', (api, browser) => signOut(api, browser)],
  [
    'signing out at a client',
    async (_api, browser) => new PageForm(await browser.open('/oidc/session/end')).send(browser, 'logout'),
  ],
  ['the phone', async (api) => (await phoneOf(api)).post(`/api/sessions/${await sidOf(api)}`, {}, 'DELETE')],
  [
    '“not me” on the phone',
    async (api) =>
      (await phoneOf(api)).post(`/api/sessions/${await sidOf(api)}`, { reason: 'not_me' }, 'DELETE'),
  ],
  [
    'signing out everywhere',
    async (api) =>
      (await phoneOf(api)).post('/api/sessions', { loginCode: api.simulator.loginCode('a') }, 'DELETE'),
  ],
  [
    'the site’s backend',
    async (api) =>
      call(`${api.url}/api/sessions/${await sidOf(api)}`, {
        method: 'DELETE',
        body: {},
        headers: { Authorization: `Bearer ${SITE_API_KEY}` },
      }),
  ],
  [
    'an old cookie',
    async (api, browser) => {
      const old = browser.jar.get('maqiao');
      await browser.call('/api/session/refresh', {});
      await browser.call('/api/session/refresh', {});
      return call(`${api.url}/api/session/refresh`, {
        body: {},
        headers: { Origin: api.url, Cookie: `maqiao=${old}` },
      });
    },
  ],
  [
    'another person in the same browser',
    async (api, browser) => {
      const other = new OidcBrowser(api, 'b');
      const cookie = browser.jar.get('maqiao') ?? '';
      other.jar.take(new Headers({ 'Set-Cookie': `maqiao=${cookie}; Path=/` }));
      return other.scan();
    },
  ],
  ['a block by the owner', (api, _browser, userId) => owner(api, userId, 'PATCH', { blocked: true })],
  [
    'a merge by the owner',
    async (api, _browser, userId) => {
      const other = api.phone('b');
      await other.signIn();
      const { body } = await other.post<{ id: string }>('/api/me', undefined, 'GET');
      return owner(api, `${userId}/merge`, 'POST', { into: body.id, confirm: true });
    },
  ],
  ['deletion by the owner', (api, _browser, userId) => owner(api, userId, 'DELETE')],
  [
    'deletion by the person',
    async (api) =>
      (await phoneOf(api)).post('/api/me', { loginCode: api.simulator.loginCode('a') }, 'DELETE'),
  ],
];

const signOut = (api: ApiUnderTest, browser: OidcBrowser) =>
  browser.send('/api/session', { method: 'DELETE', headers: { Origin: api.url } });

const owner = (api: ApiUnderTest, userId: string, method: string, body?: object) =>
  call(`${api.url}/api/users/${userId}`, { method, body, headers: { Authorization: `Bearer ${ADMIN_KEY}` } });

async function phoneOf(api: ApiUnderTest) {
  const phone = api.phone();
  await phone.signIn();
  return phone;
}

const sidOf = async (api: ApiUnderTest) => (await api.sessions())[0]?.sid;

describeEachDatabase('Back-Channel Logout 1.0', ({ createUrl, open }) => {
  const start = async () =>
    startApi({ environment: { DATABASE_URL: await createUrl(), MAQIAO_SECRET, ADMIN_KEY, SITE_API_KEY } });

  test.each(WAYS)('%s: the client gets one logout token', async (_way, end) => {
    const api = await start();
    const receiver = await LogoutReceiver.start();
    const shop = await TestClient.register(api, { backchannel_logout_uri: receiver.uri });
    const browser = new OidcBrowser(api);
    const { sub, sid } = await signInAt(shop, browser);
    await end(api, browser, sub);
    const [received] = await receiver.count(1);
    expect(received?.type).toBe('application/x-www-form-urlencoded');
    const { payload, protectedHeader } = await verified(api, received?.token ?? '');
    expect(protectedHeader.alg).toBe('RS256');
    expect(payload).toMatchObject({
      sub,
      sid,
      events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
    });
    expect(payload).not.toHaveProperty('nonce');
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(120);
    await until(async () => (await waiting(api)).length === 0);
    expect(receiver.received).toHaveLength(1);
  });

  test('the end of the session and the stored token are one transaction', async () => {
    const api = await start();
    const receiver = await LogoutReceiver.start();
    const shop = await TestClient.register(api, { backchannel_logout_uri: receiver.uri });
    const browser = new OidcBrowser(api);
    await signInAt(shop, browser);
    const { schema } = api.database();
    await schema.alterTable('logout_outbox').renameTo('hidden').execute();
    expect((await signOut(api, browser)).status).toBe(500);
    expect((await api.sessions()).map(({ revoked_reason }) => revoked_reason)).toEqual([null]);
    await schema.alterTable('hidden').renameTo('logout_outbox').execute();
    expect((await signOut(api, browser)).status).toBe(204);
    await receiver.count(1);
  });

  test.each([
    ['a block', (changes: PersonChanges, user: OwnerUser) => changes.setBlocked(user, true)],
    ['a deletion', (changes: PersonChanges, user: OwnerUser) => changes.delete(user)],
  ])('%s by a command while no server runs: the next server sends the token', async (_what, change) => {
    const url = await createUrl();
    const environment = { DATABASE_URL: url, MAQIAO_SECRET };
    const api = await startApi({ environment });
    const receiver = await LogoutReceiver.start();
    const shop = await TestClient.register(api, { backchannel_logout_uri: receiver.uri });
    const { sub, sid } = await signInAt(shop, new OidcBrowser(api));
    await api.app.close();
    const user = { id: sub } as OwnerUser;
    expect(await change(new PersonChanges(await open(url), api.settings), user)).toBeDefined();
    const next = await startApi({ environment });
    const [received] = await receiver.count(1);
    expect(decodeJwt(received?.token ?? '')).toMatchObject({ iss: next.url, sub, sid });
  });

  test('each client that took part gets its own sid; others get nothing', async () => {
    const api = await start();
    const [atShopReceiver, atAppReceiver, otherReceiver] = [
      await LogoutReceiver.start(),
      await LogoutReceiver.start(),
      await LogoutReceiver.start(),
    ];
    const shop = await TestClient.register(api, { backchannel_logout_uri: atShopReceiver.uri });
    const app = await TestClient.register(api, {
      client_id: 'app',
      backchannel_logout_uri: atAppReceiver.uri,
      id_token_signed_response_alg: 'ES256',
    });
    const silent = await TestClient.register(api, { client_id: 'silent' });
    await TestClient.register(api, { client_id: 'other', backchannel_logout_uri: otherReceiver.uri });
    const [browser, second] = [new OidcBrowser(api), new OidcBrowser(api)];
    const atShop = await signInAt(shop, browser);
    const atApp = await signInAt(app, browser);
    await signInAt(silent, browser);
    await signInAt(app, second);
    await signOut(api, browser);
    const [toShop] = await atShopReceiver.count(1);
    const [toApp] = await atAppReceiver.count(1);
    expect((await verified(api, toShop?.token ?? '')).payload.sid).toBe(atShop.sid);
    const { payload, protectedHeader } = await verified(api, toApp?.token ?? '', 'app');
    expect([payload.sid, protectedHeader.alg]).toEqual([atApp.sid, 'ES256']);
    expect(atApp.sid).not.toBe(atShop.sid);
    await until(async () => (await waiting(api)).length === 0);
    expect([atAppReceiver.received.length, otherReceiver.received.length]).toEqual([1, 0]);
  });

  test.each([
    ['a block', (api: ApiUnderTest, userId: string) => owner(api, userId, 'PATCH', { blocked: true })],
    ['deletion', (api: ApiUnderTest, userId: string) => owner(api, userId, 'DELETE')],
  ])('%s ends offline_access', async (_what, end) => {
    const api = await start();
    const shop = await TestClient.register(api);
    const browser = new OidcBrowser(api);
    const { tokens, sub } = await signInAt(shop, browser, {
      scope: 'openid offline_access',
      prompt: 'consent',
    });
    await signOut(api, browser);
    await end(api, sub);
    const left = await api
      .database()
      .selectFrom('oidc_records')
      .select('model')
      .where('user_id', '=', sub)
      .execute();
    expect(left).toEqual([]);
    await expect(client.refreshTokenGrant(shop.config, tokens.refresh_token ?? '')).rejects.toMatchObject({
      error: 'invalid_grant',
    });
  });
});

describe('delivery of logout tokens', () => {
  async function afterSignOut(answer: LogoutReceiver['answer']) {
    const api = await startApi();
    const receiver = await LogoutReceiver.start();
    receiver.answer = answer;
    const shop = await TestClient.register(api, { backchannel_logout_uri: receiver.uri });
    const browser = new OidcBrowser(api);
    await signInAt(shop, browser);
    await signOut(api, browser);
    return { api, receiver, shop };
  }

  test('204 is as good as 200', async () => {
    const { api } = await afterSignOut(204);
    await until(async () => (await waiting(api)).length === 0);
  });

  test('400 is final', async () => {
    const { api, receiver } = await afterSignOut(400);
    await receiver.count(1);
    await until(async () => (await waiting(api)).length === 0);
    api.clock.advance(HOUR);
    const browser = new OidcBrowser(api);
    expect((await browser.open('/oidc/session/end')).status).toBe(200);
    expect(receiver.received).toHaveLength(1);
  });

  test.each([500, 302, 404, 410])('%i is tried again, with a token signed anew', async (status) => {
    const { api, receiver } = await afterSignOut((_request, response) =>
      response.writeHead(status, { Location: 'http://127.0.0.1:9/' }).end(),
    );
    await until(async () => (await waiting(api)).some(({ attempts }) => attempts === 1));
    receiver.answer = 200;
    api.clock.advance(6_000);
    const [first, second] = await receiver.count(2);
    const [one, other] = [
      await verified(api, first?.token ?? '').then(({ payload }) => payload),
      await verified(api, second?.token ?? '').then(({ payload }) => payload),
    ];
    expect(other).toMatchObject({ sub: one.sub, sid: one.sid });
    expect(other.jti).not.toBe(one.jti);
    await until(async () => (await waiting(api)).length === 0);
  });

  test('after three days it is not sent any more', async () => {
    const { api, receiver } = await afterSignOut(503);
    const attempts = async () => (await waiting(api))[0]?.attempts ?? Infinity;
    await until(async () => (await attempts()) === 1);
    const began = api.clock.now();
    for (let done = 1; (await waiting(api)).length > 0; done += 1) {
      const [row] = await waiting(api);
      if (row === undefined) break;
      expect(row.next_attempt_at).toBeLessThanOrEqual(row.created_at + 72 * HOUR);
      api.clock.advance(Math.max(0, row.next_attempt_at - api.clock.now()));
      await until(async () => (await attempts()) > done);
    }
    expect(api.clock.now() - began).toBeGreaterThan(71 * HOUR);
    expect(receiver.received.length).toBeGreaterThan(8);
  }, 60_000);

  test('a client that does not answer does not delay others', async () => {
    const api = await startApi();
    const [slow, fast] = [await LogoutReceiver.start(), await LogoutReceiver.start()];
    slow.answer = () => undefined;
    const stuck = await TestClient.register(api, { client_id: 'slow', backchannel_logout_uri: slow.uri });
    const shop = await TestClient.register(api, { backchannel_logout_uri: fast.uri });
    for (let sessions = 0; sessions < 3; sessions += 1) {
      const browser = new OidcBrowser(api);
      await signInAt(stuck, browser);
      await signInAt(shop, browser);
      await signOut(api, browser);
    }
    await slow.count(1);
    await fast.count(3);
    expect(slow.received).toHaveLength(1);
  });

  test('the current address is used; nothing is sent to a removed client', async () => {
    const { api, receiver } = await afterSignOut(500);
    await until(async () => (await waiting(api)).some(({ attempts }) => attempts === 1));
    const { ClientsTable } = await import('../../src/oidc/clients/clients-table.ts');
    const clients = api.app.get(ClientsTable);
    const moved = await LogoutReceiver.start();
    const shop = await clients.find('shop');
    if (shop === undefined) throw new Error('unreachable');
    await clients.replace({ ...shop.metadata, backchannel_logout_uri: moved.uri });
    api.clock.advance(6_000);
    await moved.count(1);
    expect(receiver.received).toHaveLength(1);
    await until(async () => (await waiting(api)).length === 0);
    expect(await clients.remove('shop')).toBe(true);
    expect(await waiting(api)).toEqual([]);
  });

  test('a clock that was set back does not delay delivery', async () => {
    const { api, receiver } = await afterSignOut(500);
    await until(async () => (await waiting(api)).some(({ attempts }) => attempts === 1));
    receiver.answer = 200;
    api.clock.set(-24 * HOUR);
    await receiver.count(2);
    await until(async () => (await waiting(api)).length === 0);
  });
});

describe('delivery of logout tokens by several instances', () => {
  const startFleet = useFleets();

  test('each token is delivered once, on whichever instance the session ended', async () => {
    const { instances } = await startFleet({ SCANS_PER_PERSON_PER_MINUTE: '100' });
    const [first, second] = instances;
    const receiver = await LogoutReceiver.start();
    // Slow enough for both to see the same ones, if both looked.
    receiver.answer = (_request, response) => setTimeout(() => response.writeHead(200).end(), 20);
    const shop = await TestClient.register(first, { backchannel_logout_uri: receiver.uri });
    const browsers = [];
    for (let index = 0; index < 8; index += 1) {
      const browser = new OidcBrowser(first, index % 2 === 0 ? 'a' : 'b');
      await signInAt(shop, browser);
      browser.at = index % 2 === 0 ? first.url : second.url;
      browsers.push(browser);
    }
    await Promise.all(browsers.map((browser) => signOut(first, browser)));
    await until(async () => (await waiting(first)).length === 0);
    const tokens = await Promise.all(receiver.received.map(({ token }) => verified(first, token)));
    expect(tokens).toHaveLength(8);
    expect(new Set(tokens.map(({ payload }) => payload.sid)).size).toBe(8);
  }, 90_000);

  test('the other instance delivers what a stopped one has left', async () => {
    const { instances } = await startFleet();
    const [first, second] = instances;
    const receiver = await LogoutReceiver.start();
    receiver.answer = 500;
    const shop = await TestClient.register(first, { backchannel_logout_uri: receiver.uri });
    const browser = new OidcBrowser(first);
    await signInAt(shop, browser);
    await signOut(first, browser);
    await until(async () => (await waiting(second)).some(({ attempts }) => attempts === 1));
    await first.app.close();
    receiver.answer = 200;
    second.clock.advance(6_000);
    await receiver.count(2);
    await until(async () => (await waiting(second)).length === 0);
  }, 90_000);
});
