import type { OwnIdentities, ScanResponse, SecurityEventPage, SessionServerEvents } from '@maqiao/shared';
import { expect, test } from '@jest/globals';
import { ownIdentities, scanResponse } from '@maqiao/shared/schemas';
import { io, type Socket } from 'socket.io-client';
import type { DefaultEventsMap } from 'socket.io';
import { afterThisTest } from './support/after-this-test.ts';
import { call } from './support/answer.ts';
import { startApi, type ApiUnderTest } from './support/api-under-test.ts';
import { useFleets } from './support/fleet.ts';
import type { ScriptedBrowser } from './support/scripted-browser.ts';
import { signedIn } from './support/signed-in.ts';

const startFleet = useFleets();

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const LINK = { purpose: 'link' };
const KNOWS = { purposes: ['link'] };

/** A scene for another WeChat, of the browser that is signed in. */
async function linkScene(api: ApiUnderTest, { cookie }: ScriptedBrowser) {
  const page = api.browser();
  page.cookie = cookie;
  const answer = await page.register(LINK);
  page.cookie = undefined; // from here on the verifier is its only proof
  return { page, answer };
}

const identitiesOf = async (browser: ScriptedBrowser, token: string) =>
  ownIdentities.parse((await browser.get<OwnIdentities>('/api/me/identities', token)).body).identities;

const remove = (api: ApiUnderTest, token: string, id: string, body: object = {}) =>
  call<{ code?: string; removableAt?: string }>(`${api.url}/api/me/identities/${id}/delete`, {
    method: 'POST',
    body,
    headers: { Origin: api.url, Authorization: `Bearer ${token}` },
  });

const people = async (api: ApiUnderTest) =>
  (await api.database().selectFrom('users').select('id').execute()).length;

async function told(api: ApiUnderTest, accessToken: string): Promise<() => Promise<string>> {
  const socket: Socket<SessionServerEvents, DefaultEventsMap> = io(`${api.url}/session`, {
    transports: ['websocket'],
    auth: { accessToken },
    extraHeaders: { Origin: api.settings.publicUrl },
    reconnection: false,
    forceNew: true,
  });
  afterThisTest(() => void socket.disconnect());
  await new Promise<void>((resolve) => socket.on('connect', () => resolve()));
  return () => new Promise((resolve) => socket.once('account_changed', ({ change }) => resolve(change)));
}

test('another WeChat is added to the account of a signed-in browser; it signs in there, and every session is told', async () => {
  const api = await startApi({ environment: { CONFIRM_MODE: 'never' } });
  const { browser, phone: first, accessToken } = await signedIn(api);
  await first.post('/api/me', { nickname: '王小明' });
  const elsewhere = await signedIn(api);
  const change = (await told(api, elsewhere.accessToken))();
  const { page, answer } = await linkScene(api, browser);
  expect(answer.status).toBe(201);
  const watching = page.watch();
  await watching.status('pending');
  const phone = api.phone('b');
  const scanned = await phone.scan(page.scene, KNOWS);
  expect(scanResponse.parse(scanned.body)).toMatchObject({
    user: { nickname: null, avatarUrl: null },
    request: { purpose: 'link', account: { nickname: '王小明' }, siteUrl: api.url },
  });
  // Nobody is made of somebody who may still decline, and the token of the scan opens nothing else.
  expect(await people(api)).toBe(1);
  for (const path of ['/api/me', '/api/sessions'])
    expect((await phone.post(path, undefined, 'GET')).status).toBe(401);
  expect((await phone.post('/api/me', { nickname: 'x' })).status).toBe(401);

  expect((await phone.confirm(page.scene)).body).toMatchObject({ status: 'confirmed' });
  await watching.status('confirmed');
  expect(await change).toBe('identity_linked');
  // No session begins, whatever the page asks for; the one that asked is told that it is done.
  expect((await page.claim()).body).toMatchObject({ code: 'no_session' });
  expect((await page.poll()).body).toMatchObject({ code: 'authorization_pending' });
  expect(watching.logins).toEqual([]);
  page.cookie = browser.cookie;
  expect((await page.claim()).body).toMatchObject({ linked: true, user: { nickname: '王小明' } });
  expect(page.cookie).toBe(browser.cookie);
  expect(await api.sessions()).toHaveLength(2);
  expect(await identitiesOf(browser, accessToken)).toHaveLength(2);
  expect(JSON.stringify(await identitiesOf(browser, accessToken))).not.toContain('openid');
  // A lost answer, again.
  expect((await phone.confirm(page.scene)).status).toBe(200);
  // It is a way in of the same person.
  const later = await signedIn(api, 'b');
  expect((await later.browser.get<{ nickname: string }>('/api/me', later.accessToken)).body.nickname).toBe(
    '王小明',
  );
  expect(await people(api)).toBe(1);
  const log = await first.post<SecurityEventPage>('/api/security-events', undefined, 'GET');
  expect(log.body.events.filter(({ kind }) => kind === 'identity_linked')).toMatchObject([
    { origin: api.url, method: 'mini-program', identity: { provider: 'wechat-mini-program' } },
  ]);
});

test('linking wants our own page, a session, and a proof of the last five minutes', async () => {
  const api = await startApi({ environment: { CORS_ORIGINS: 'https://shop.example.com' } });
  const { browser } = await signedIn(api);
  const page = (options = {}) => {
    const made = api.browser(options);
    made.cookie = browser.cookie;
    return made;
  };
  expect((await page({ origin: 'https://shop.example.com' }).register(LINK)).body.code).toBe(
    'origin_not_allowed',
  );
  expect((await api.browser().register(LINK)).body.code).toBe('no_session');
  expect((await page().register({ ...LINK, interaction: 'x'.repeat(21) })).status).toBeGreaterThanOrEqual(
    400,
  );
  expect((await page().register({ purpose: 'something-else' })).body.code).toBe('invalid_request');
  api.clock.advance(5 * MINUTE + 1000);
  expect((await page().register(LINK)).body).toMatchObject({ status: 401, code: 'step_up_required' });
});

test('an identity of another user is refused at the scan, and one that becomes another’s at the confirm', async () => {
  const api = await startApi({ environment: { CONFIRM_MODE: 'never' } });
  const { browser, accessToken } = await signedIn(api);
  await signedIn(api, 'c');
  const { page } = await linkScene(api, browser);
  expect((await api.phone('c').scan(page.scene, KNOWS)).body).toMatchObject({
    status: 409,
    code: 'identity_taken',
  });
  // The scene is still open for the right phone.
  const phone = api.phone('b');
  expect((await phone.scan(page.scene, KNOWS)).status).toBe(200);
  await api.phone('b').signIn(); // opens the mini program: a user of its own now
  expect((await phone.confirm(page.scene)).body).toMatchObject({ code: 'identity_taken' });
  expect((await page.cancel()).body).toMatchObject({ code: 'scene_closed' });
  expect(await identitiesOf(browser, accessToken)).toHaveLength(1);
});

test('a phone that does not know the purpose, another scanner, and a session that has ended add nothing', async () => {
  const api = await startApi({ environment: { CONFIRM_MODE: 'never' } });
  const { browser, phone: first, accessToken } = await signedIn(api);
  const { page } = await linkScene(api, browser);
  const phone = api.phone('b');
  expect((await phone.scan(page.scene)).body).toMatchObject({ status: 400, code: 'invalid_request' });
  expect((await phone.scan(page.scene, KNOWS)).status).toBe(200);
  expect((await first.confirm(page.scene)).body).toMatchObject({ code: 'not_scanner' });
  const other = api.phone('c');
  expect((await other.scan(page.scene, KNOWS)).body).toMatchObject({ code: 'scene_taken' });
  // The token of one scene is none of another's.
  const next = await linkScene(api, browser);
  await other.scan(next.page.scene, KNOWS);
  expect((await phone.confirm(next.page.scene)).body).toMatchObject({ code: 'not_scanner' });
  expect(await identitiesOf(browser, accessToken)).toHaveLength(1);
  await browser.signOut();
  expect((await phone.confirm(page.scene)).body).toMatchObject({ code: 'scene_closed' });
  expect(await api.database().selectFrom('identities').selectAll().execute()).toHaveLength(1);
});

test('the number is asked for as at a client; a confirm can be taken back', async () => {
  const api = await startApi({ environment: { CONFIRM_MODE: 'always' } });
  const { browser, accessToken } = await (async () => {
    const [page, phone] = [api.browser(), api.phone('a')];
    await page.register();
    const watching = page.watch();
    await phone.scan(page.scene);
    const { number } = await watching.status('scanned');
    await phone.confirm(page.scene, { number });
    return { browser: page, accessToken: (await page.claim()).body.accessToken };
  })();
  const wrong = await linkScene(api, browser);
  const phone = api.phone('b');
  const watching = wrong.page.watch();
  expect((await phone.scan(wrong.page.scene, KNOWS)).body.request).toMatchObject({ match: 'number' });
  const { number = '' } = await watching.status('scanned');
  const other = number === '10' ? '11' : '10';
  expect((await phone.confirm(wrong.page.scene, { number: other })).body.code).toBe('number_mismatch');
  expect(await identitiesOf(browser, accessToken)).toHaveLength(1);

  const right = await linkScene(api, browser);
  const second = right.page.watch();
  await phone.scan(right.page.scene, KNOWS);
  expect(
    (await phone.confirm(right.page.scene, { number: (await second.status('scanned')).number })).status,
  ).toBe(200);
  expect(await identitiesOf(browser, accessToken)).toHaveLength(2);
  expect((await phone.reject(right.page.scene, { reason: 'not_me' })).body).toMatchObject({
    status: 'rejected',
  });
  expect(await identitiesOf(browser, accessToken)).toHaveLength(1);
});

test('a new way in cannot remove older ones for 72 hours, can be removed itself, and one always remains', async () => {
  const api = await startApi({ environment: { CONFIRM_MODE: 'never' } });
  const { browser, phone: first, accessToken } = await signedIn(api);
  const [old] = await identitiesOf(browser, accessToken);
  expect(old).toMatchObject({ removable: 'never', together: [] });
  expect((await remove(api, accessToken, old?.id ?? '')).body.code).toBe('last_identity');
  const add = async () => {
    api.clock.advance(1000);
    const { page } = await linkScene(api, browser);
    const phone = api.phone('b');
    await phone.scan(page.scene, KNOWS);
    expect((await phone.confirm(page.scene)).status).toBe(200);
    return (await identitiesOf(browser, accessToken)).find(({ id }) => id !== old?.id)?.id ?? '';
  };
  const added = await add();
  expect(await identitiesOf(browser, accessToken)).toMatchObject([
    { id: added, removable: 'now' },
    { id: old?.id, removable: 'later', removableAt: expect.any(String) },
  ]);
  // Whoever has broken in cannot shut the person out; the person can.
  expect((await remove(api, accessToken, old?.id ?? '')).body).toMatchObject({
    status: 409,
    code: 'removal_too_soon',
    removableAt: expect.any(String),
  });
  expect((await remove(api, accessToken, 'x'.repeat(43))).status).toBe(404);
  expect((await remove(api, accessToken, added)).status).toBe(204);
  await add();
  api.clock.advance(72 * HOUR);
  const { body } = await browser.refresh();
  expect((await remove(api, body.accessToken, old?.id ?? '')).body).toMatchObject({
    code: 'step_up_required',
  });
  // From the phone: with a fresh login code instead.
  await first.signIn();
  const token = first.accessToken ?? '';
  expect((await remove(api, token, old?.id ?? '')).body).toMatchObject({ code: 'step_up_required' });
  const loginCode = api.simulator.loginCode('a');
  expect((await remove(api, token, old?.id ?? '', { loginCode })).status).toBe(204);
  expect(await identitiesOf(browser, body.accessToken)).toMatchObject([{ id: added, removable: 'never' }]);
  const log = await browser.get<SecurityEventPage>('/api/me', body.accessToken);
  expect(log.status).toBe(200);
});

test('a page of another site, whose token is genuine too, removes nothing', async () => {
  const shop = 'https://shop.example.com';
  const api = await startApi({ environment: { CORS_ORIGINS: shop } });
  const [browser, phone] = [api.browser({ origin: shop }), api.phone('a')];
  await browser.register();
  await phone.scan(browser.scene);
  await phone.confirm(browser.scene);
  const { accessToken } = (await browser.poll()).body;
  const [only] = (await browser.get<OwnIdentities>('/api/me/identities', accessToken)).body.identities;
  const answer = await call<ScanResponse & { code: string }>(
    `${api.url}/api/me/identities/${only?.id}/delete`,
    {
      method: 'POST',
      body: {},
      headers: { Origin: shop, Authorization: `Bearer ${accessToken}` },
    },
  );
  expect(answer.body.code).toBe('origin_not_allowed');
});

test('two instances: the scene on one, the phone on the other, and every session is told', async () => {
  const { instances } = await startFleet();
  const [here, there] = instances;
  const { browser, accessToken } = await signedIn(here);
  const change = (await told(there, accessToken))();
  const { page } = await linkScene(here, browser);
  const watching = page.watch();
  await watching.status('pending');
  const phone = there.phone('b');
  const { body } = await phone.scan(page.scene, KNOWS);
  const { number } = await watching.status('scanned');
  expect(body.request).toMatchObject({ purpose: 'link', account: { nickname: null } });
  expect((await phone.confirm(page.scene, number === undefined ? {} : { number })).status).toBe(200);
  await watching.status('confirmed');
  expect(watching.logins).toEqual([]);
  expect(await change).toBe('identity_linked');
  expect(await identitiesOf(browser, accessToken)).toHaveLength(2);
});
