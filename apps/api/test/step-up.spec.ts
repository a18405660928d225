import type { SecurityEventPage } from '@maqiao/shared';
import { expect, test } from '@jest/globals';
import { claimResult, scanResponse } from '@maqiao/shared/schemas';
import { startApi, type ApiUnderTest } from './support/api-under-test.ts';
import type { ScriptedBrowser } from './support/scripted-browser.ts';

const MINUTE = 60_000;
const STEP_UP = { purpose: 'step-up', action: 'delete_account' } as const;
const KNOWS = { purposes: ['link', 'step-up'] };

async function signedIn(api: ApiUnderTest, person = 'a') {
  const [browser, phone] = [api.browser(), api.phone(person)];
  await browser.register();
  await phone.scan(browser.scene);
  await phone.confirm(browser.scene);
  const { accessToken } = (await browser.claim()).body;
  return { browser, phone, accessToken };
}

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
    { action: 'delete_account', origin: api.url, sessionId: sid },
  ]);
  expect(log.body.events.filter(({ kind }) => kind === 'confirmed')).toHaveLength(1);
});
