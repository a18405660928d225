import { describe, expect, test } from '@jest/globals';
import { signInOptions } from '@maqiao/shared/schemas';
import { OwnerStatistics } from '../../src/owner/statistics.ts';
import { AuditLog } from '../../src/people/audit/audit-log.ts';
import type { ApiUnderTest } from '../support/api-under-test.ts';
import { DESKTOP, startWithAccounts, Traveller, WECHAT } from './support/journey.ts';
import { ACCOUNT, WEBSITE } from './support/wechat-accounts.ts';

/** What the owner sees of sign-ins by each method. */
const statisticsOf = async (api: ApiUnderTest) =>
  (await api.app.get(OwnerStatistics).of(2, 'UTC')).methods.filter(({ method }) => method !== 'mini-program');

const identitiesOf = (api: ApiUnderTest) =>
  api
    .database()
    .selectFrom('identities')
    .select(['provider', 'app_id', 'subject', 'user_id', 'unionid'])
    .orderBy('created_at')
    .execute();

const usersOf = async (api: ApiUnderTest) =>
  (await api.database().selectFrom('users').select('id').execute()).length;

describe('what a browser is offered', () => {
  const MINI_PROGRAM_PAGE = `${WECHAT} miniProgram/wx0123456789abcdef`;
  const WECOM = `${WECHAT} wxwork/4.1.36 MicroMessenger/7.0.1`;
  test.each([
    ['a desktop', DESKTOP, ['mini-program', 'website']],
    ['WeChat', WECHAT, ['mini-program', 'official-account-web', 'website']],
    ['a page in a mini program', MINI_PROGRAM_PAGE, ['mini-program', 'website']],
    ['WeCom', WECOM, ['mini-program', 'website']],
  ])('%s', async (_name, userAgent, ids) => {
    const api = await startWithAccounts({
      environment: { LOGIN_METHODS: 'mini-program,official-account-web,website' },
    });
    // The mark of the demo's phone means nothing elsewhere.
    const answer = await fetch(`${api.url}/api/sign-in-options?wechat_browser=1`, {
      headers: { 'User-Agent': userAgent },
    });
    const { methods } = signInOptions.parse(await answer.json());
    expect(methods.map(({ id }) => id)).toEqual(ids);
    expect(methods.find(({ id }) => id === 'website')).toEqual({
      id: 'website',
      kind: 'redirect',
      href: '/sign-in/website',
    });
    const away = await new Traveller(api, userAgent).begin('official-account-web');
    expect(away.status).toBe(ids.includes('official-account-web') ? 303 : 404);
  });

  test('LOGIN_METHODS orders; a method that it leaves out has no address', async () => {
    const api = await startWithAccounts({ environment: { LOGIN_METHODS: 'website,mini-program' } });
    const answer = await fetch(`${api.url}/api/sign-in-options`, { headers: { 'User-Agent': WECHAT } });
    expect(signInOptions.parse(await answer.json()).methods.map(({ id }) => id)).toEqual([
      'website',
      'mini-program',
    ]);
    const browser = new Traveller(api, WECHAT);
    expect((await browser.begin('official-account-web')).status).toBe(404);
    expect((await browser.open('/sign-in/mini-program')).status).toBe(404);
  });
});

describe('website', () => {
  test('to WeChat and back: a session, a known browser, an audit entry, and the page that was wanted', async () => {
    const api = await startWithAccounts({ bound: true });
    const browser = new Traveller(api);
    const away = await browser.begin('website', '?to=/account');
    expect(away.status).toBe(303);
    const address = new URL(away.location);
    expect(address.pathname).toBe('/connect/qrconnect');
    expect(Object.fromEntries(address.searchParams)).toEqual({
      appid: WEBSITE.appId,
      redirect_uri: `${api.url}/sign-in/website/callback`,
      response_type: 'code',
      scope: 'snsapi_login',
      state: expect.stringMatching(/^[a-z0-9]{32}$/),
      lang: 'en',
    });
    expect(address.hash).toBe('#wechat_redirect');
    const back = browser.atWechat(away.location) ?? '';
    const arrived = await browser.arrive(back);
    expect([arrived.status, arrived.location]).toEqual([303, '/account']);
    expect(arrived.headers.get('referrer-policy')).toBe('no-referrer');
    expect(browser.jar.get('maqiao-browser')).toMatch(/^[\w-]{43}$/);
    expect(browser.jar.header('/')).not.toContain('maqiao-r-');

    const userId = await browser.signedIn();
    expect(await identitiesOf(api)).toEqual([
      {
        provider: 'wechat-website',
        app_id: WEBSITE.appId,
        subject: api.simulator.people.openid('a', WEBSITE.appId),
        user_id: userId,
        unionid: api.simulator.people.unionid('a'),
      },
    ]);
    const { events } = await api.app.get(AuditLog).read(userId ?? '', 10);
    expect(events).toEqual([
      expect.objectContaining({
        ...{ kind: 'signed_in', browser: 'Chrome', os: 'Windows', origin: api.url },
        method: 'website',
        identity: {
          id: expect.stringMatching(/^[\w-]{43}$/),
          provider: 'wechat-website',
          appId: WEBSITE.appId,
        },
      }),
    ]);
    const [session] = await api.database().selectFrom('sessions').select(['amr', 'origin']).execute();
    expect(session).toEqual({ amr: 'wechat', origin: api.url });
    const [grant] = await api.database().selectFrom('wechat_grants').selectAll().execute();
    expect(grant).toMatchObject({ proposed_nickname: '小安', tokens_sealed: expect.stringMatching(/^v1\./) });
  });

  test('the same person again keeps the session; another one ends it', async () => {
    const api = await startWithAccounts();
    const browser = new Traveller(api);
    await browser.travel('website');
    const first = await api.sessions();
    await browser.travel('website');
    expect(await api.sessions()).toEqual(first);
    // It was a sign-in all the same.
    const { events } = await api.app.get(AuditLog).read((await browser.signedIn()) ?? '', 10);
    expect(events).toEqual(
      Array(2).fill(
        expect.objectContaining({ kind: 'signed_in', sessionId: first[0]?.sid, method: 'website' }),
      ),
    );
    await browser.travel('website', '', { person: 'b' });
    const [before, after] = await api.sessions();
    expect([before?.revoked_reason, after?.revoked_reason]).toEqual(['replaced', null]);
    expect(await usersOf(api)).toBe(2);
  });

  test('a person of the mini program is the same person, by the unionid that userinfo has confirmed', async () => {
    const api = await startWithAccounts({ bound: true });
    await api.phone().signIn();
    const browser = new Traveller(api);
    await browser.travel('website');
    expect(await usersOf(api)).toBe(1);
    expect(await browser.signedIn()).toBe((await identitiesOf(api))[0]?.user_id);
  });

  test('without userinfo nobody new is made, and who is known signs in', async () => {
    const api = await startWithAccounts({ bound: true });
    api.simulator.fault('sns_userinfo', { kind: 'errcode', errcode: 48001 }, 2);
    const browser = new Traveller(api);
    const refused = await browser.travel('website');
    expect([refused.status, await usersOf(api), await browser.signedIn()]).toEqual([502, 0, undefined]);
    expect(refused.body).not.toMatch(/48001|snsapi/);
    api.simulator.reset();
    await browser.travel('website');
    api.simulator.fault('sns_userinfo', { kind: 'errcode', errcode: -1 });
    expect((await browser.travel('website')).status).toBe(303);
    expect(await usersOf(api)).toBe(1);
    expect(await statisticsOf(api)).toMatchObject([
      { begun: 3, signedIn: 2, declined: 0, failed: 1, expired: 0 },
    ]);
  });

  test.each([
    ['with the state alone', (back: string) => back],
    ['with an empty code', (back: string) => `${back}&code=`],
  ])('a refusal comes back %s: it is said, and nobody is signed in', async (_name, change) => {
    const api = await startWithAccounts();
    const browser = new Traveller(api);
    const away = await browser.begin('website', '?to=/account');
    const back = browser.atWechat(away.location, { answer: 'refuse' }) ?? '';
    const page = await browser.arrive(change(back));
    expect(page.status).toBe(403);
    expect(page.body).toContain('You declined in WeChat');
    expect(page.body).toContain('href="/account"');
    expect(await browser.signedIn()).toBeUndefined();
    expect(api.simulator.calls('sns_access_token')).toEqual([]);
    // And one that does not come back leaves nothing behind that a new journey would meet.
    const again = await browser.begin('website');
    expect(browser.atWechat(again.location, { answer: 'stay' })).toBeUndefined();
    expect((await browser.travel('website')).status).toBe(303);
    expect(await statisticsOf(api)).toMatchObject([
      { begun: 3, signedIn: 1, declined: 1, failed: 0, expired: 1 },
    ]);
  });
});

describe('official-account-web', () => {
  test('somebody known signs in silently, with the openid alone; somebody new is asked by WeChat first', async () => {
    const api = await startWithAccounts({ bound: true });
    const browser = new Traveller(api, WECHAT);
    const away = await browser.begin('official-account-web');
    expect(new URL(away.location).searchParams.get('scope')).toBe('snsapi_base');
    const asked = await browser.arrive(browser.atWechat(away.location) ?? '');
    expect(new URL(asked.location).searchParams.get('scope')).toBe('snsapi_userinfo');
    expect(await usersOf(api)).toBe(0);
    const arrived = await browser.arrive(browser.atWechat(asked.location) ?? '');
    expect([arrived.status, arrived.location]).toEqual([303, '/']);
    expect(await identitiesOf(api)).toEqual([
      expect.objectContaining({
        provider: 'wechat-official-account',
        app_id: ACCOUNT.appId,
        unionid: api.simulator.people.unionid('a'),
      }),
    ]);

    const other = new Traveller(api, WECHAT);
    const silent = await other.begin('official-account-web');
    // `stay`: nobody is asked.
    const back = other.atWechat(silent.location, { answer: 'stay' }) ?? '';
    expect((await other.arrive(back)).location).toBe('/');
    expect(await other.signedIn()).toBe(await browser.signedIn());
  });

  test('the button “back” in WeChat leads to the page, and signs nobody in anew', async () => {
    const api = await startWithAccounts();
    const browser = new Traveller(api, WECHAT);
    const away = await browser.begin('official-account-web');
    const page = await browser.arrive(browser.atWechat(away.location) ?? '');
    await browser.arrive(browser.atWechat(page.location) ?? '');
    const sessions = await api.sessions();
    const again = await browser.arrive(browser.atWechat(away.location) ?? '');
    expect([again.status, again.location, again.headers.getSetCookie()]).toEqual([303, '/', []]);
    expect(await api.sessions()).toEqual(sessions);
  });

  test.each([
    ['flagged', 403, 'snapshot of the page'],
    ['unflagged', 502, 'WeChat'],
  ] as const)('a snapshot visitor, %s: no user, in words', async (snapshot, status, words) => {
    const api = await startWithAccounts({ bound: true });
    const browser = new Traveller(api, WECHAT);
    const page = await browser.travel('official-account-web', '', { snapshot });
    expect([page.status, await usersOf(api), await browser.signedIn()]).toEqual([status, 0, undefined]);
    expect(page.body).toContain(words);
  });
});

test('a blocked person is refused in words', async () => {
  const api = await startWithAccounts();
  const browser = new Traveller(api);
  await browser.travel('website');
  await api.database().updateTable('users').set({ blocked: 1 }).execute();
  const other = new Traveller(api);
  const page = await other.travel('website');
  expect([page.status, await other.signedIn()]).toEqual([403, undefined]);
});
