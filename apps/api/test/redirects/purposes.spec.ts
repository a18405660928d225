import type { SecurityEventPage } from '@maqiao/shared';
import { describe, expect, test } from '@jest/globals';
import { OwnerStatistics } from '../../src/owner/statistics.ts';
import type { ApiUnderTest } from '../support/api-under-test.ts';
import { startWithAccounts, Traveller, WECHAT } from './support/journey.ts';

const MINUTE = 60_000;
const LINK = '?purpose=link&to=/account';
const STEP_UP = '?purpose=step-up&action=export&to=/account';

/** A browser in which a person has signed in by the mini program. */
async function signedIn(api: ApiUnderTest, person = 'a', userAgent?: string) {
  const browser = new Traveller(api, userAgent);
  const [page, phone] = [api.browser(), api.phone(person)];
  await page.register();
  await phone.scan(page.scene);
  await phone.confirm(page.scene);
  await browser.call('/api/session', { scene: page.scene, verifier: page.verifier });
  return { browser, phone };
}

/** What a form of our own page sends. */
const ask = (browser: Traveller, query: string, headers: Record<string, string> = {}, method = 'website') =>
  browser.open(`/sign-in/${method}${query}`, { Origin: browser.api.settings.publicUrl, ...headers }, 'POST');

/** The journey up to its last step. */
async function returning(browser: Traveller, query: string, person = 'a') {
  const away = await ask(browser, query);
  return browser.atWechat(away.location, { person }) ?? '';
}

const identities = async (api: ApiUnderTest) =>
  (await api.database().selectFrom('identities').select(['provider', 'user_id']).execute()).map(
    ({ provider, user_id }) => [provider, user_id],
  );

const proofAt = async (api: ApiUnderTest) =>
  (await api.database().selectFrom('sessions').select(['authenticated_at', 'amr']).execute())[0];

describe('link', () => {
  test('adds the WeChat of the journey to the account that is signed in, and begins no session', async () => {
    const api = await startWithAccounts();
    const { browser, phone } = await signedIn(api);
    const me = await browser.signedIn();
    const page = await browser.arrive(await returning(browser, LINK, 'b'));
    expect([page.status, page.location]).toEqual([303, '/account?link=added']);
    expect(page.headers.getSetCookie().join()).not.toContain('maqiao=');
    expect(await identities(api)).toEqual([
      ['wechat-mini-program', me],
      ['wechat-website', me],
    ]);
    expect(await api.sessions()).toHaveLength(1);
    const again = await browser.arrive(
      await returning(browser, '?purpose=link&to=/account?tab=ways%23x', 'b'),
    );
    expect(again.location).toBe('/account?tab=ways&link=known#x');
    const log = await phone.post<SecurityEventPage>('/api/security-events', undefined, 'GET');
    expect(log.body.events.filter(({ kind }) => kind === 'identity_linked')).toMatchObject([
      { method: 'website', identity: { provider: 'wechat-website' } },
    ]);
    // Elsewhere it signs in the same person, and brought what WeChat shows of them.
    const other = new Traveller(api);
    await other.travel('website', '', { person: 'b' });
    expect(await other.signedIn()).toBe(me);
  });

  test('inside WeChat: who is new here makes the second journey, on which WeChat tells who they are', async () => {
    const api = await startWithAccounts();
    const { browser } = await signedIn(api, 'a', WECHAT);
    let page = await ask(browser, LINK, {}, 'official-account-web');
    const scopes = [];
    while (page.location.startsWith(api.simulator.url)) {
      scopes.push(new URL(page.location).searchParams.get('scope'));
      page = await browser.arrive(browser.atWechat(page.location, { person: 'b' }) ?? '');
    }
    expect([scopes, page.location]).toEqual([['snsapi_base', 'snsapi_userinfo'], '/account?link=added']);
  });

  test('of somebody else, by its openid or its unionid, is refused, and nothing of either changes', async () => {
    const api = await startWithAccounts({ bound: true });
    const other = new Traveller(api);
    await other.travel('website', '', { person: 'b' });
    await api.phone('c').signIn();
    const { browser } = await signedIn(api);
    const before = await identities(api);
    for (const person of ['b', 'c'])
      expect((await browser.arrive(await returning(browser, LINK, person))).location).toBe(
        '/account?link=identity_taken',
      );
    expect(await identities(api)).toEqual(before);
  });

  test('wants a session and a proof of the last five minutes; who declines comes back as well', async () => {
    const api = await startWithAccounts();
    const { browser } = await signedIn(api);
    expect((await ask(new Traveller(api), LINK)).location).toBe('/account?link=no_session');
    const away = await ask(browser, LINK);
    const declined = browser.atWechat(away.location, { answer: 'refuse' }) ?? '';
    expect((await browser.arrive(declined)).location).toBe('/account?link=declined');
    api.clock.advance(5 * MINUTE + 1000);
    expect((await ask(browser, LINK)).location).toBe('/account?link=step_up_required');
    expect(api.simulator.calls('sns_access_token')).toEqual([]);
  });
});

test('step-up: the same person alone; the session goes on with a proof of now', async () => {
  const api = await startWithAccounts({ bound: true });
  const { browser, phone } = await signedIn(api);
  const before = await proofAt(api);
  api.clock.advance(6 * MINUTE);
  const stranger = await browser.arrive(await returning(browser, STEP_UP, 'b'));
  expect(stranger.location).toBe('/account?step_up=not_same_person');
  // Nobody is made of them.
  expect(await api.database().selectFrom('users').select('id').execute()).toHaveLength(1);
  expect(await proofAt(api)).toEqual(before);
  const page = await browser.arrive(await returning(browser, STEP_UP));
  expect([page.status, page.location]).toEqual([303, '/account?step_up=done']);
  const after = await proofAt(api);
  expect(after?.amr).toBe('wechat');
  expect((after?.authenticated_at ?? 0) - (before?.authenticated_at ?? 0)).toBeGreaterThan(6 * MINUTE);
  expect(await api.sessions()).toHaveLength(1);
  expect(await browser.signedIn()).toBeDefined();
  const log = await phone.post<SecurityEventPage>('/api/security-events', undefined, 'GET');
  const byWebsite = { method: 'website', identity: { provider: 'wechat-website' } };
  expect(log.body.events.filter(({ kind }) => kind === 'stepped_up')).toMatchObject([
    { action: 'export', ...byWebsite },
  ]);
  // It is no sign-in: neither in the audit log nor for the owner's counts.
  expect(log.body.events.filter(({ kind }) => kind === 'signed_in')).toHaveLength(1);
  const { methods } = await api.app.get(OwnerStatistics).of(2, 'UTC');
  expect(methods.map(({ method }) => method)).toEqual(['mini-program']);
  expect((await ask(browser, LINK)).location).toMatch(/^http/);
});

describe('attacks', () => {
  test('a page of another site, a link, a pop-up, a frame and a client begin nothing', async () => {
    const api = await startWithAccounts({ environment: { CORS_ORIGINS: 'https://shop.example' } });
    const { browser } = await signedIn(api);
    for (const query of [LINK, STEP_UP])
      for (const headers of [
        { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' },
        { Origin: 'https://shop.example', 'Sec-Fetch-Site': 'cross-site' },
        { Origin: 'null', 'Sec-Fetch-Site': 'cross-site' },
      ]) {
        const page = await ask(browser, query, headers);
        expect([query, headers, page.status, page.location]).toEqual([query, headers, 403, '']);
      }
    for (const site of ['same-origin', 'cross-site']) {
      const page = await browser.open(`/sign-in/website${LINK}`, { 'Sec-Fetch-Site': site });
      expect([page.status, page.location, page.body.includes('<form')]).toEqual([400, '', false]);
    }
    const challenge = 'x'.repeat(43);
    for (const query of [
      `${LINK}&display=popup&origin=https://shop.example&challenge=${challenge}`,
      `${LINK}&display=embedded`,
      `${STEP_UP}&interaction=${'x'.repeat(21)}`,
      `${LINK}&action=export`,
      '?purpose=step-up&to=/account',
      '?purpose=step-up&action=everything&to=/account',
      '?purpose=sign-in&to=/account',
    ])
      expect([query, (await ask(browser, query)).status]).toEqual([query, 400]);
    for (const to of ['//evil.example', 'https://evil.example', '/\\evil.example', '/sign-in/website'])
      expect((await ask(new Traveller(api), `?purpose=link&to=${encodeURIComponent(to)}`)).location).toBe(
        '/?link=no_session',
      );
  });

  test('a return that was stolen, replayed, or came after ten minutes', async () => {
    const api = await startWithAccounts();
    const { browser } = await signedIn(api);
    const { browser: thief } = await signedIn(api, 'c');
    const before = await identities(api);
    const back = await returning(browser, LINK, 'b');
    // In another browser, with a session and a journey of its own.
    await ask(thief, LINK);
    expect((await thief.arrive(back)).location).toBe('/');
    expect((await new Traveller(api).arrive(back)).status).toBe(400);
    // The attacker's own return in the browser of somebody else: their WeChat does not join that account.
    expect((await browser.arrive(await returning(thief, LINK, 'c'))).location).toBe('/');
    expect([await identities(api), api.simulator.calls('sns_access_token')]).toEqual([before, []]);
    const cookie = browser.jar.header('/') ?? '';
    const five = await Promise.all(
      Array.from({ length: 5 }, () =>
        new Traveller(api).open(back, { 'Sec-Fetch-Site': 'cross-site', Cookie: cookie }),
      ),
    );
    expect(five.map(({ location }) => location).sort()).toEqual(['/', '/', '/', '/', '/account?link=added']);
    const late = await returning(browser, LINK, 'b');
    api.clock.advance(10 * MINUTE);
    expect((await browser.arrive(late)).location).toBe('/');
    expect(await identities(api)).toHaveLength(before.length + 1);
  });

  test('a state that was begun in one session is refused in another, and after a sign-out', async () => {
    const api = await startWithAccounts();
    for (const query of [LINK, STEP_UP]) {
      const { browser } = await signedIn(api);
      const [first, second] = [await returning(browser, query, 'b'), await returning(browser, query, 'b')];
      // Somebody else signs in in this browser meanwhile.
      await browser.travel('website', '', { person: 'c' });
      const calls = api.simulator.calls('sns_access_token').length;
      const ended = query === LINK ? 'link=session_revoked' : 'step_up=session_revoked';
      expect((await browser.arrive(first)).location).toBe(`/account?${ended}`);
      const json = { Origin: api.settings.publicUrl, 'Content-Type': 'application/json' };
      expect((await browser.open('/api/session/delete', json, 'POST')).status).toBe(204);
      expect((await browser.arrive(second)).location).toBe(`/account?${ended}`);
      expect(api.simulator.calls('sns_access_token')).toHaveLength(calls);
    }
    expect((await identities(api)).map(([provider]) => provider).sort()).toEqual([
      'wechat-mini-program',
      'wechat-website',
    ]);
  });
});
