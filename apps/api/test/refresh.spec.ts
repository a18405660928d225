import { expect, test } from '@jest/globals';
import { io } from 'socket.io-client';
import { startApi, type ApiUnderTest } from './support/api-under-test.ts';

async function signedIn(api: ApiUnderTest) {
  const [browser, phone] = [api.browser(), api.phone()];
  await browser.register();
  await phone.scan(browser.scene);
  await phone.confirm(browser.scene);
  const { accessToken } = (await browser.claim()).body;
  return { browser, phone, accessToken };
}

test('two refreshes at once keep the session', async () => {
  const api = await startApi();
  const { browser } = await signedIn(api);
  const before = browser.cookie;
  const answers = await Promise.all([browser.refresh(), browser.refresh(), browser.refresh()]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(browser.cookie).not.toBe(before);
  expect((await browser.refresh()).status).toBe(200);
});

test('an older cookie ends the session', async () => {
  const api = await startApi();
  const { browser } = await signedIn(api);
  const stolen = browser.cookie;
  await browser.refresh();
  await browser.refresh();
  const good = browser.cookie;
  browser.cookie = stolen;
  const reuse = await browser.refresh();
  expect([reuse.status, reuse.body.code]).toEqual([401, 'session_revoked']);
  browser.cookie = good;
  expect((await browser.refresh()).body.code).toBe('session_revoked');
});

test('the previous cookie is accepted for thirty seconds only', async () => {
  const api = await startApi();
  const { browser } = await signedIn(api);
  const before = browser.cookie;
  await browser.refresh();
  const current = browser.cookie;
  browser.cookie = before;
  api.clock.advance(29_000);
  expect((await browser.refresh()).status).toBe(200);
  expect(browser.cookie).toBe(current);
  browser.cookie = before;
  api.clock.advance(2_000);
  expect((await browser.refresh()).body.code).toBe('session_revoked');
});

test('a session ends when it was idle, and after its days', async () => {
  const api = await startApi();
  const { browser } = await signedIn(api);
  for (let day = 0; day < 3; day++) {
    api.clock.advance(9 * 86_400_000);
    expect((await browser.refresh()).status).toBe(200);
  }
  api.clock.advance(4 * 86_400_000);
  expect((await browser.refresh()).body.code).toBe('no_session');
});

test('sites that share the cookie are each given a token of their own, and no other', async () => {
  const neighbour = 'http://127.0.0.1:9';
  const stranger = 'http://shop.example';
  const api = await startApi({ environment: { CORS_ORIGINS: `${neighbour}, ${stranger}` } });
  const { browser } = await signedIn(api);
  const audienceFor = async (origin: string): Promise<unknown> => {
    const page = api.browser({ origin });
    page.cookie = browser.cookie;
    const { accessToken } = (await page.refresh()).body;
    browser.cookie = page.cookie;
    const payload = Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString();
    const mine = (await page.get('/api/me', accessToken)).status;
    return { aud: (JSON.parse(payload) as { aud: string }).aud, mine };
  };
  expect(await audienceFor(neighbour)).toEqual({ aud: neighbour, mine: 200 });
  expect(await audienceFor(api.url)).toEqual({ aud: api.url, mine: 200 });
  // No browser sends the cookie to it; a caller that does gets no token that this site's backend accepts.
  expect(await audienceFor(stranger)).toEqual({ aud: api.url, mine: 401 });
});

test('without a claim a session lives one access token', async () => {
  const api = await startApi();
  const [browser, phone] = [api.browser(), api.phone()];
  await browser.register();
  await phone.scan(browser.scene);
  await phone.confirm(browser.scene);
  const { accessToken } = (await browser.poll()).body;
  api.clock.advance(590_000);
  expect((await browser.get('/api/me', accessToken)).status).toBe(200);
  api.clock.advance(12_000);
  expect((await browser.get<{ code: string }>('/api/me', accessToken)).body.code).toBe('session_revoked');
});

test('signing out ends the cookie and the token, and notifies the open page', async () => {
  const api = await startApi();
  const { browser, accessToken } = await signedIn(api);
  const socket = io(`${api.url}/session`, {
    transports: ['websocket'],
    auth: { accessToken },
    forceNew: true,
    reconnection: false,
  });
  await new Promise<void>((resolve) => socket.on('connect', () => resolve()));
  const ended = new Promise((resolve) => socket.on('session_ended', resolve));
  expect((await browser.signOut()).status).toBe(204);
  expect(await ended).toEqual({ reason: 'signed_out' });
  socket.disconnect();
  expect(browser.cookie).toBeUndefined();
  expect((await browser.get<{ code: string }>('/api/me', accessToken)).body.code).toBe('session_revoked');
  expect((await browser.refresh()).body.code).toBe('no_session');
});

test('the phone sees its browsers, and ends one or all', async () => {
  const api = await startApi();
  const { browser, phone, accessToken } = await signedIn(api);
  const other = await signedIn(api);
  const list = await phone.post<{ id: string; ip: string; current: boolean }[]>(
    '/api/sessions',
    undefined,
    'GET',
  );
  expect(list.body).toHaveLength(2);
  expect(list.body[0]).toMatchObject({ ip: '127.0.0.1', origin: api.url, current: false });
  const own = await browser.get<{ id: string; current: boolean }[]>('/api/sessions', accessToken);
  expect(own.body.map(({ current }) => current).sort()).toEqual([false, true]);

  const stranger = api.phone('b');
  await stranger.signIn();
  const id = own.body.find(({ current }) => current)?.id ?? '';
  expect((await stranger.post<{ code: string }>(`/api/sessions/${id}`, undefined, 'DELETE')).body.code).toBe(
    'not_found',
  );
  expect((await phone.post(`/api/sessions/${id}`, undefined, 'DELETE')).status).toBe(204);
  expect((await browser.refresh()).body.code).toBe('session_revoked');

  const foreign = { loginCode: api.simulator.loginCode('b') };
  expect((await phone.post<{ code: string }>('/api/sessions', foreign, 'DELETE')).body.code).toBe(
    'invalid_login_code',
  );
  expect((await other.browser.refresh()).status).toBe(200);
  const fresh = { loginCode: api.simulator.loginCode('a') };
  expect((await phone.post('/api/sessions', fresh, 'DELETE')).status).toBe(204);
  expect((await other.browser.refresh()).body.code).toBe('session_revoked');
});
