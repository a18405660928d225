import type { SecurityEventPage } from '@maqiao/shared';
import { expect, test } from '@jest/globals';
import { claimResult, scanResponse } from '@maqiao/shared/schemas';
import { startApi, type ApiUnderTest } from './support/api-under-test.ts';
import type { ScriptedBrowser } from './support/scripted-browser.ts';
import { signedIn } from './support/signed-in.ts';

const MINUTE = 60_000;
const STEP_UP = { purpose: 'step-up', action: 'delete_account' } as const;
const KNOWS = { purposes: ['link', 'step-up'] };

/** A page of the signed-in browser that asks once more. */
async function asking({ cookie }: ScriptedBrowser, api: ApiUnderTest, body: object = STEP_UP) {
  const page = api.browser();
  page.cookie = cookie;
  return { page, answer: await page.register(body) };
}

const proofs = async (api: ApiUnderTest) =>
  api
    .database()
    .selectFrom('sessions')
    .select(['sid', 'authenticated_at', 'amr', 'revoked_reason'])
    .execute();

test('the same person proves once more who they are: the session goes on, with a proof of now, and nothing else changes', async () => {
  const api = await startApi({ environment: { CONFIRM_MODE: 'never' } });
  const { browser, phone, accessToken } = await signedIn(api);
  await phone.post('/api/me', { nickname: '王小明' });
  const [before] = await proofs(api);
  api.clock.advance(6 * MINUTE);
  expect((await asking(browser, api, { purpose: 'link' })).answer.body.code).toBe('step_up_required');
  const { page, answer } = await asking(browser, api);
  expect(answer.status).toBe(201);
  const watching = page.watch();
  await watching.status('pending');
  const scanned = await phone.scan(page.scene, KNOWS);
  expect(scanResponse.parse(scanned.body)).toMatchObject({
    user: { nickname: '王小明' },
    request: { ...STEP_UP, account: { nickname: '王小明' }, match: 'none' },
  });
  expect((await page.claim()).body.code).toBe('authorization_pending');
  expect((await phone.confirm(page.scene)).body).toMatchObject({ status: 'confirmed' });
  await watching.status('confirmed');
  // Whoever has the verifier alone, or the token alone, has nothing.
  const { cookie } = page;
  page.cookie = undefined;
  expect((await page.claim()).body.code).toBe('no_session');
  expect((await page.poll()).body.code).toBe('authorization_pending');
  page.cookie = cookie;
  const claimed = await page.claim();
  expect(claimResult.parse(claimed.body)).toMatchObject({ steppedUp: true, user: { nickname: '王小明' } });
  expect((await page.watch().status('consumed')).status).toBe('consumed');
  expect(watching.logins).toEqual([]);
  const [after, ...others] = await proofs(api);
  expect({ ...after, authenticated_at: 0 }).toEqual({ ...before, authenticated_at: 0 });
  expect((after?.authenticated_at ?? 0) - (before?.authenticated_at ?? 0)).toBeGreaterThan(6 * MINUTE);
  expect(others).toEqual([]);
  // The answer was lost: the cookie of before is good for another claim, and for a refresh.
  page.cookie = cookie;
  expect((await page.claim()).body).toMatchObject({ steppedUp: true });
  expect((await page.refresh()).status).toBe(200);
  expect((await asking(page, api, { purpose: 'link' })).answer.status).toBe(201);
  expect((await browser.get('/api/me', accessToken)).status).toBe(200);
  const log = await phone.post<SecurityEventPage>('/api/security-events', undefined, 'GET');
  const sid = before?.sid;
  expect(log.body.events.filter(({ kind }) => kind === 'stepped_up')).toMatchObject([
    {
      ...{ action: 'delete_account', origin: api.url, sessionId: sid },
      ...{ method: 'mini-program', identity: { provider: 'wechat-mini-program' } },
    },
  ]);
  // What is confirmed for it is no sign-in.
  for (const which of ['confirmed', 'signed_in'])
    expect(log.body.events.filter(({ kind }) => kind === which)).toHaveLength(1);
});

test('nobody but the same person, on a phone that can say what it is for, in the browser that asked', async () => {
  const api = await startApi({
    environment: { CONFIRM_MODE: 'never', CORS_ORIGINS: 'https://shop.example.com' },
  });
  const { browser, phone } = await signedIn(api);
  const other = await signedIn(api, 'b');
  const shop = api.browser({ origin: 'https://shop.example.com' });
  shop.cookie = browser.cookie;
  expect((await shop.register(STEP_UP)).body.code).toBe('origin_not_allowed');
  expect((await api.browser().register(STEP_UP)).body.code).toBe('no_session');
  for (const body of [
    { purpose: 'step-up' },
    { purpose: 'step-up', action: 'everything' },
    { purpose: 'link', action: 'export' },
    { action: 'export' },
  ])
    expect((await asking(browser, api, body)).answer.body.code).toBe('invalid_request');

  const { page } = await asking(browser, api);
  expect((await phone.scan(page.scene)).body.code).toBe('invalid_request');
  expect((await phone.scan(page.scene, { purposes: ['link'] })).body.code).toBe('invalid_request');
  expect((await other.phone.scan(page.scene, KNOWS)).body).toMatchObject({
    status: 403,
    code: 'not_same_person',
  });
  // Somebody who has never been here is not made a user of it.
  expect((await api.phone('c').scan(page.scene, KNOWS)).body.code).toBe('not_same_person');
  expect(await api.database().selectFrom('users').select('id').execute()).toHaveLength(2);
  // The scene is still open for the right one; what they confirm is claimed in no other session.
  await phone.scan(page.scene, KNOWS);
  expect((await other.phone.confirm(page.scene)).body.code).toBe('not_scanner');
  await phone.confirm(page.scene);
  const before = await proofs(api);
  page.cookie = other.browser.cookie;
  expect((await page.claim()).body.code).toBe('no_session');
  expect(await proofs(api)).toEqual(before);
  page.cookie = browser.cookie;
  expect((await page.claim()).body).toMatchObject({ steppedUp: true });
});

test('“not me” ends the session that asked, before the confirm and after it; other sessions go on', async () => {
  const api = await startApi({ environment: { CONFIRM_MODE: 'never' } });
  const elsewhere = await signedIn(api);
  for (const taken of [false, true]) {
    const { browser, phone } = await signedIn(api);
    const { page } = await asking(browser, api);
    await phone.scan(page.scene, KNOWS);
    if (taken) {
      await phone.confirm(page.scene);
      expect((await page.claim()).status).toBe(200);
    }
    expect((await phone.reject(page.scene, { reason: 'not_me' })).status).toBe(200);
    expect((await page.refresh()).body.code).toBe('session_revoked');
    expect((await page.claim()).body.code).toBe('access_denied');
  }
  expect((await elsewhere.browser.refresh()).status).toBe(200);
});

test('the two digits are asked for from a known browser as well, unless it is near', async () => {
  const api = await startApi({ environment: { CONFIRM_MODE: 'auto' }, change: { trustProxy: 1 } });
  const near = { 'X-Forwarded-For': '203.0.113.7' };
  const [browser, phone] = [api.browser({ headers: near }), api.phone('a')];
  phone.headers = near;
  await browser.register();
  await phone.scan(browser.scene);
  await phone.confirm(browser.scene);
  await browser.claim();
  for (const [address, match] of [
    ['203.0.113.7', 'none'],
    ['198.51.100.9', 'number'],
  ] as const) {
    const page = api.browser({ headers: near });
    [page.cookie, page.browserCookie] = [browser.cookie, browser.browserCookie];
    await page.register(STEP_UP);
    phone.headers = { 'X-Forwarded-For': address };
    expect((await phone.scan(page.scene, KNOWS)).body.request).toMatchObject({ match, knownBrowser: true });
  }
});
