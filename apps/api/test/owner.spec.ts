import type { SessionServerEvents } from '@maqiao/shared';
import { describe, expect, test } from '@jest/globals';
import { madeUpSecret } from '@maqiao/test-servers';
import { io, type Socket } from 'socket.io-client';
import type { DefaultEventsMap } from 'socket.io';
import { afterThisTest } from './support/after-this-test.ts';
import { startApi, type ApiUnderTest } from './support/api-under-test.ts';
import { call, type Refusable } from './support/answer.ts';
import { signedIn } from './support/signed-in.ts';

const [ADMIN_KEY, SITE_API_KEY] = [madeUpSecret('admin'), madeUpSecret('site')];

/** A signed-in page, with its `/session` socket. */
async function signedInAndOpen(api: ApiUnderTest, person: string) {
  const { browser, phone, accessToken } = await signedIn(api, person);
  const socket: Socket<SessionServerEvents, DefaultEventsMap> = io(`${api.url}/session`, {
    transports: ['websocket'],
    auth: { accessToken },
    extraHeaders: { Origin: api.url },
    reconnection: false,
    forceNew: true,
  });
  afterThisTest(() => Promise.resolve(void socket.disconnect()));
  const ended = new Promise<string>((resolve) => socket.on('session_ended', ({ reason }) => resolve(reason)));
  await new Promise<void>((resolve, reject) => {
    socket.on('connect', resolve);
    socket.on('connect_error', reject);
  });
  return { browser, phone, accessToken, ended };
}

const callsWith =
  (key: string) =>
  <T>(api: ApiUnderTest, method: string, path: string, body?: unknown) =>
    call<T>(api.url + path, { method, body, headers: { Authorization: `Bearer ${key}` } });
const asOwner = callsWith(ADMIN_KEY);
const asBackend = callsWith(SITE_API_KEY);

test('a block: the open page is notified, its cookie is invalid, a scan is refused after WeChat has identified the person', async () => {
  const api = await startApi({ environment: { ADMIN_KEY } });
  const { browser, phone, ended } = await signedInAndOpen(api, 'a');
  const { id } = await api.database().selectFrom('users').select('id').executeTakeFirstOrThrow();

  expect((await asOwner(api, 'PATCH', `/api/users/${id}`, { blocked: true })).status).toBe(200);
  expect(await ended).toBe('blocked');
  expect((await browser.refresh()).body.code).toBe('session_revoked');

  const next = api.browser();
  await next.register();
  const asked = api.simulator.calls('jscode2session').length;
  const refused = await phone.scan(next.scene);
  expect([refused.status, refused.body.code]).toEqual([403, 'login_blocked']);
  expect(api.simulator.calls('jscode2session')).toHaveLength(asked + 1);
  // Nobody has scanned it as far as the page is concerned: another person can.
  expect((await api.phone('b').scan(next.scene)).status).toBe(200);

  await asOwner(api, 'PATCH', `/api/users/${id}`, { blocked: false });
  const again = api.browser();
  await again.register();
  expect((await phone.scan(again.scene)).status).toBe(200);
  expect((await phone.confirm(again.scene)).status).toBe(200);
});

test('a block between scan and confirm, and between confirm and claim, leaves no session', async () => {
  const api = await startApi({ environment: { ADMIN_KEY } });
  const [scanned, confirmed] = [api.browser(), api.browser()];
  const phone = api.phone();
  for (const browser of [scanned, confirmed]) {
    await browser.register();
    await phone.scan(browser.scene);
  }
  await phone.confirm(confirmed.scene);
  const { id } = await api.database().selectFrom('users').select('id').executeTakeFirstOrThrow();
  await asOwner(api, 'PATCH', `/api/users/${id}`, { blocked: true });
  expect((await phone.confirm(scanned.scene)).body.code).toBe('login_blocked');
  expect((await confirmed.poll()).body.code).toBe('access_denied');
  expect((await confirmed.claim()).body.code).toBe('access_denied');
  expect(await api.sessions()).toEqual([]);
});

describe('issue 13, number 1: the site’s backend ends a session', () => {
  test('the open page is notified, its cookie is invalid, and ending it again is no error', async () => {
    const api = await startApi({ environment: { SITE_API_KEY } });
    const { browser, ended } = await signedInAndOpen(api, 'a');
    const [session] = await api.database().selectFrom('sessions').select('sid').execute();
    const path = `/api/sessions/${session?.sid}`;
    expect((await asBackend(api, 'DELETE', path)).status).toBe(204);
    expect(await ended).toBe('signed_out');
    expect((await browser.refresh()).body.code).toBe('session_revoked');
    expect((await asBackend(api, 'POST', `${path}/delete`, {})).status).toBe(204);
  });

  test('nobody else can: another key, none, and browser and phone of another person', async () => {
    const api = await startApi({ environment: { SITE_API_KEY } });
    const { browser } = await signedInAndOpen(api, 'a');
    const [session] = await api.database().selectFrom('sessions').select('sid').execute();
    const { accessToken, phone: stranger } = await signedInAndOpen(api, 'b');
    const refused = async (authorization?: string) => {
      const { status, body } = await call<Refusable>(`${api.url}/api/sessions/${session?.sid}`, {
        method: 'DELETE',
        headers: authorization === undefined ? {} : { Authorization: authorization },
      });
      return [status, body.code];
    };
    expect(await refused()).toEqual([401, 'invalid_token']);
    expect(await refused('Bearer a-key-that-nobody-has-set-31415')).toEqual([401, 'invalid_token']);
    expect(await refused(`Bearer ${accessToken}`)).toEqual([404, 'not_found']);
    expect(await refused(`Bearer ${stranger.accessToken}`)).toEqual([404, 'not_found']);
    expect((await browser.refresh()).status).toBe(200);
  });
});

test('a person whom the owner deletes: the open page is notified, no data is left, and a scan makes a new person', async () => {
  const api = await startApi({ environment: { ADMIN_KEY } });
  const { browser, phone, ended } = await signedInAndOpen(api, 'a');
  const { id } = await api.database().selectFrom('users').select('id').executeTakeFirstOrThrow();
  expect((await asOwner(api, 'DELETE', `/api/users/${id}`)).status).toBe(204);
  expect(await ended).toBe('account_deleted');
  expect((await browser.refresh()).body.code).toBe('no_session');
  for (const table of ['users', 'sessions', 'security_events'] as const)
    expect(await api.database().selectFrom(table).selectAll().execute()).toEqual([]);
  expect((await asOwner<Refusable>(api, 'DELETE', `/api/users/${id}`)).body.code).toBe('not_found');

  const next = api.browser();
  await next.register();
  expect((await phone.scan(next.scene)).status).toBe(200);
  const again = await api.database().selectFrom('users').select('id').executeTakeFirstOrThrow();
  expect(again.id).not.toBe(id);
});

test('the people, over the wire', async () => {
  const api = await startApi({ environment: { ADMIN_KEY } });
  await signedInAndOpen(api, 'a');
  const answer = await asOwner<{ users: { sessions: number }[] } & Refusable>(
    api,
    'GET',
    '/api/users?limit=5',
  );
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(answer.body).toMatchObject({ users: [{ sessions: 1, blocked: false }], total: 1, nextCursor: null });
});
