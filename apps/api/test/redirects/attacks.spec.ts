import { describe, expect, test } from '@jest/globals';
import { createHash, randomBytes } from 'node:crypto';
import { AuditLog } from '../../src/people/audit/audit-log.ts';
import type { ApiUnderTest } from '../support/api-under-test.ts';
import { startWithAccounts, Traveller, WECHAT } from './support/journey.ts';

const MINUTE = 60_000;
const SHOP = 'https://shop.example';
/** Of the login's own site: another port of its host. */
const NEIGHBOUR = 'http://127.0.0.1:1';

/** A browser that has come back from WeChat, up to the last step: the path that it would open. */
async function returning(api: ApiUnderTest, person = 'a', query = '') {
  const browser = new Traveller(api);
  const away = await browser.begin('website', query);
  const back = browser.atWechat(away.location, { person }) ?? '';
  const state = new URLSearchParams(back.split('?')[1]).get('state') ?? '';
  return { browser, back, state };
}

/** Nothing has come of it: no session, no call to WeChat beyond those of the victim, no cookie. */
async function expectNothing(page: Awaited<ReturnType<Traveller['arrive']>>, browser: Traveller) {
  expect([page.status, page.location, page.headers.getSetCookie()]).toEqual([400, '', []]);
  expect(page.body).toContain('This sign-in is not complete');
  expect(await browser.signedIn()).toBeUndefined();
}

describe('a stolen return', () => {
  test('in another browser: nobody is signed in, the code is not spent, and its owner still arrives', async () => {
    const api = await startWithAccounts();
    const { browser, back } = await returning(api);
    const thief = new Traveller(api);
    await expectNothing(await thief.arrive(back), thief);
    // With a journey, and a cookie, of their own.
    await thief.begin('website');
    await expectNothing(await thief.arrive(back), thief);
    expect(api.simulator.calls('sns_access_token')).toEqual([]);
    expect((await browser.arrive(back)).status).toBe(303);
  });

  test('with a cookie made up for its state', async () => {
    const api = await startWithAccounts();
    const { back, state } = await returning(api);
    const thief = new Traveller(api);
    const forged = randomBytes(32).toString('base64url');
    const page = await thief.open(back, {
      'Sec-Fetch-Site': 'cross-site',
      Cookie: `maqiao-r-${state}=${forged}`,
    });
    expect([page.status, api.simulator.calls('sns_access_token')]).toEqual([400, []]);
  });

  test('replayed in its own browser: once, also for five at once, and after a sign-out', async () => {
    const api = await startWithAccounts();
    const { browser, back, state } = await returning(api);
    const cookie = browser.jar.header('/') ?? '';
    const five = await Promise.all(
      Array.from({ length: 5 }, () =>
        new Traveller(api).open(back, { 'Sec-Fetch-Site': 'cross-site', Cookie: cookie }),
      ),
    );
    expect(five.map(({ status }) => status).sort()).toEqual([303, 400, 400, 400, 400]);
    expect(api.simulator.calls('sns_access_token')).toHaveLength(1);
    expect(await api.sessions()).toHaveLength(1);
    expect(cookie).toContain(`maqiao-r-${state}=`);
    expect(five.find(({ status }) => status === 303)?.headers.getSetCookie()).toEqual(
      expect.arrayContaining([expect.stringMatching(`^maqiao-r-${state}=; Max-Age=0`)]),
    );
  });

  test.each([
    [10 * MINUTE, 400],
    [9 * MINUTE, 303],
  ])('after %i ms: %i', async (milliseconds, status) => {
    const api = await startWithAccounts();
    const { browser, back } = await returning(api);
    api.clock.advance(milliseconds);
    expect((await browser.arrive(back)).status).toBe(status);
  });

  test('a code of one’s own in somebody else’s return (login CSRF) signs nobody in', async () => {
    const api = await startWithAccounts();
    const attacker = await returning(api, 'b');
    // The victim follows the attacker's link to the callback, with and without a journey of their own.
    const victim = new Traveller(api);
    await expectNothing(await victim.arrive(attacker.back), victim);
    const own = await victim.begin('website');
    await expectNothing(await victim.arrive(attacker.back), victim);
    const injected = new URL(`${api.url}${victim.atWechat(own.location) ?? ''}`);
    expect(injected.searchParams.get('state')).not.toBe(attacker.state);
  });

  test('several codes or states, and states of another form', async () => {
    const api = await startWithAccounts();
    const { browser, back, state } = await returning(api);
    for (const path of [
      `${back}&code=other`,
      `${back}&state=${state}`,
      back.replace(state, state.toUpperCase()),
      back.replace(state, `${state}%00`),
      back.replace(state, ''),
      `/sign-in/website/callback?code=x`,
    ])
      expect([path, (await browser.arrive(path)).status]).toEqual([path, 400]);
    expect((await browser.arrive(back)).status).toBe(303);
  });

  test('mix-up: the answer of one method at the address of another is none, and is used up', async () => {
    const api = await startWithAccounts();
    const browser = new Traveller(api, WECHAT);
    const away = await browser.begin('website');
    const back = browser.atWechat(away.location) ?? '';
    const crossed = back.replace('/website/', '/official-account-web/');
    await expectNothing(await browser.arrive(crossed), browser);
    await expectNothing(await browser.arrive(back), browser);
    expect(api.simulator.calls('sns_access_token')).toEqual([]);
  });
});

describe('beginning', () => {
  test.each([
    ['a link of another site', { 'Sec-Fetch-Site': 'cross-site' }],
    ['a link of a neighbour', { 'Sec-Fetch-Site': 'same-site' }],
    ['an address that was typed', { 'Sec-Fetch-Site': 'none' }],
    ['a picture', { 'Sec-Fetch-Mode': 'no-cors' }],
  ])('%s sees a page first, without a journey', async (_name, headers) => {
    const api = await startWithAccounts();
    const browser = new Traveller(api);
    const page = await browser.open('/sign-in/website?to=/account%22', headers);
    expect([page.status, page.location, page.headers.getSetCookie()]).toEqual([200, '', []]);
    expect(page.body).toContain('<form method="post" action="/sign-in/website?to=%2Faccount%22">');
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    const form = { 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': '0' };
    const sent = (origin: string) =>
      browser.open('/sign-in/website?to=/account', { ...form, Origin: origin }, 'POST');
    expect((await sent(api.url)).status).toBe(303);
    for (const origin of ['https://evil.example', 'null', `${api.url}.evil.example`])
      expect((await sent(origin)).status).toBe(403);
  });

  test('a listed page is none of ours: its form begins nothing', async () => {
    const api = await startWithAccounts({ environment: { CORS_ORIGINS: SHOP } });
    const page = await new Traveller(api).open('/sign-in/website', { Origin: SHOP }, 'POST');
    expect(page.status).toBe(403);
  });

  test('forms go nowhere else', async () => {
    const api = await startWithAccounts();
    const page = await new Traveller(api).open(
      '/api/session/refresh',
      { 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': '0', Origin: api.url },
      'POST',
    );
    expect(page.status).toBe(415);
  });

  test.each([
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    'javascript:alert(1)',
    '/sign-in/website',
    '/%73ign-in/website',
    '/api/session',
    ' /account',
    `/${'a'.repeat(3000)}`,
  ])('the way back %j is the page itself', async (to) => {
    const api = await startWithAccounts();
    const browser = new Traveller(api);
    const page = await browser.travel('website', `?${new URLSearchParams({ to }).toString()}`);
    expect([page.status, page.location]).toEqual([303, '/']);
  });

  test.each([
    'redirect_uri=https://evil.example/',
    'state=0123456789abcdef0123456789abcdef',
    'appid=wx9999999999999999',
    'scope=snsapi_userinfo',
    'display=page&display=popup',
    'continueTo=https://evil.example/',
  ])('the parameter %s changes nothing', async (query) => {
    const api = await startWithAccounts();
    const browser = new Traveller(api);
    const usual = new URL((await browser.begin('website')).location);
    const changed = new URL((await browser.begin('website', `?${query}`)).location);
    for (const url of [usual, changed]) url.searchParams.set('state', '');
    expect(changed.href).toBe(usual.href);
  });

  test('an interaction of another browser begins nothing; what is none is refused', async () => {
    const api = await startWithAccounts();
    const browser = new Traveller(api);
    const page = await browser.begin('website', `?interaction=${'A'.repeat(21)}`);
    expect([page.status, page.location]).toEqual([410, '']);
    expect((await browser.begin('website', '?interaction=../../x')).status).toBe(400);
    expect((await browser.begin('website', '?display=frame')).status).toBe(400);
    const inWechat = new Traveller(api, WECHAT);
    expect((await inWechat.begin('official-account-web', '?display=embedded')).status).toBe(400);
  });

  test('120 a minute from one address', async () => {
    const api = await startWithAccounts();
    const browser = new Traveller(api);
    const statuses = [];
    for (let count = 0; count < 121; count += 1) statuses.push((await browser.begin('website')).status);
    expect(statuses.slice(0, 120).every((status) => status === 303)).toBe(true);
    expect(statuses[120]).toBe(429);
    // A browser holds ten at once.
    expect((browser.jar.header('/') ?? '').match(/maqiao-r-/g)).toHaveLength(10);
  });
});

describe('a pop-up', () => {
  const verifier = randomBytes(32).toString('base64url');
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  const queryFor = (origin: string) =>
    `?${new URLSearchParams({ display: 'popup', origin, challenge }).toString()}`;
  const factsOf = (body: string) =>
    JSON.parse((/data-facts="([^"]*)"/.exec(body)?.[1] ?? '{}').replaceAll('&quot;', '"')) as {
      to: string;
      message: { type: string; code?: string; error?: string };
    };

  async function done(origin = SHOP) {
    const api = await startWithAccounts({ environment: { CORS_ORIGINS: `${SHOP},${NEIGHBOUR}` } });
    const browser = new Traveller(api);
    const page = await browser.travel('website', queryFor(origin));
    return { api, browser, page, facts: factsOf(page.body) };
  }
  const redeem = (browser: Traveller, code: string | undefined, secret: string, origin = SHOP) =>
    browser.call<{ code?: string; accessToken?: string }>(
      '/api/sign-in/redeem',
      { code, verifier: secret },
      { Origin: origin },
    );

  test('tells one listed page a code, which its verifier alone redeems, once', async () => {
    const { api, browser, page, facts } = await done();
    expect(page.status).toBe(200);
    expect(facts).toMatchObject({
      to: SHOP,
      message: { type: 'maqiao-sign-in', code: expect.stringMatching(/^[\w-]{43}$/) },
    });
    expect(page.headers.get('cross-origin-opener-policy')).toBe('unsafe-none');
    expect(page.headers.get('content-security-policy')).toMatch(/script-src 'sha256-[^']+';/);
    expect(await api.sessions()).toEqual([]);
    const taken = await redeem(browser, facts.message.code, verifier);
    expect(taken.status).toBe(200);
    const claims = JSON.parse(
      Buffer.from(taken.body.accessToken?.split('.')[1] ?? '', 'base64url').toString(),
    ) as { aud: string };
    expect(claims.aud).toBe(SHOP);
    const [user] = await api.database().selectFrom('users').select('id').execute();
    const { events } = await api.app.get(AuditLog).read(user?.id ?? '', 10);
    expect(events).toMatchObject([
      { kind: 'signed_in', origin: SHOP, method: 'website', identity: { provider: 'wechat-website' } },
    ]);
    expect(await redeem(browser, facts.message.code, verifier)).toMatchObject({
      status: 400,
      body: { code: 'expired_token' },
    });
    expect(await api.sessions()).toHaveLength(1);
  });

  test.each([
    ['another verifier', randomBytes(32).toString('base64url'), SHOP, 0],
    ['the challenge', challenge, SHOP, 0],
    ['another listed page', verifier, undefined, 0],
    ['a minute later', verifier, SHOP, MINUTE],
  ])('%s: nobody is signed in, and the code is worth nothing', async (_name, secret, origin, later) => {
    const { api, browser, facts } = await done();
    api.clock.advance(later);
    expect((await redeem(browser, facts.message.code, secret, origin ?? api.url)).status).toBe(400);
    expect((await redeem(browser, facts.message.code, verifier)).status).toBe(400);
    expect(await api.sessions()).toEqual([]);
  });

  test.each([
    ['a page of another site', SHOP, undefined, false],
    ['a page of our own site', NEIGHBOUR, undefined, true],
    ['a page of our own site that wants no cookie', NEIGHBOUR, 'none', false],
  ])('%s: the same session as after a scan', async (_name, origin, session, keeps) => {
    const { api, browser, facts } = await done(origin);
    const { code } = facts.message;
    const body = { code, verifier, ...(session !== undefined && { session }) };
    expect((await browser.call('/api/sign-in/redeem', body, { Origin: origin })).status).toBe(200);
    expect((await browser.signedIn()) !== undefined).toBe(keeps);
    // Where no cookie is kept, the person has no browser in their list that can do nothing any more.
    api.clock.advance(11 * MINUTE);
    const [row] = await api.database().selectFrom('sessions').select('expires_at').execute();
    expect((row?.expires_at ?? 0) > api.clock.now()).toBe(keeps);
  });

  test('of a page that is not listed, or says that it is another one, begins nothing', async () => {
    const api = await startWithAccounts({ environment: { CORS_ORIGINS: SHOP } });
    const browser = new Traveller(api);
    const evil = await browser.open(`/sign-in/website${queryFor('https://evil.example')}`);
    expect([evil.status, evil.headers.getSetCookie()]).toEqual([403, []]);
    const foreign = { Referer: 'https://evil.example/', 'Sec-Fetch-Site': 'cross-site' };
    const pretending = await browser.open(`/sign-in/website${queryFor(SHOP)}`, foreign);
    expect([pretending.status, pretending.location]).toEqual([200, '']);
    const honest = { Referer: `${SHOP}/`, 'Sec-Fetch-Site': 'cross-site' };
    expect((await browser.open(`/sign-in/website${queryFor(SHOP)}`, honest)).status).toBe(303);
    const bad = await browser.begin('website', `?display=popup&origin=${SHOP}&challenge=x`);
    expect(bad.status).toBe(400);
  });

  test('a refusal is told, without words of ours that lead elsewhere', async () => {
    const api = await startWithAccounts({ environment: { CORS_ORIGINS: SHOP } });
    const browser = new Traveller(api);
    const page = await browser.travel('website', queryFor(SHOP), { answer: 'refuse' });
    expect(factsOf(page.body)).toEqual({
      to: SHOP,
      message: { type: 'maqiao-sign-in', error: 'access_denied' },
    });
    expect(page.body).not.toContain('href=');
  });
});

describe('a frame', () => {
  const FRAMED = { 'Sec-Fetch-Dest': 'iframe' };
  const EMBEDDED = '?display=embedded&to=/account';

  test('hands what came back to the page around it, which has the cookie', async () => {
    const api = await startWithAccounts();
    const browser = new Traveller(api);
    const away = await browser.open(`/sign-in/website${EMBEDDED}`, FRAMED);
    expect(new URL(away.location).searchParams.get('self_redirect')).toBe('true');
    const back = browser.atWechat(away.location) ?? '';
    // The browser sends no cookie to a frame that another site has led here.
    const frame = new Traveller(api);
    const page = await frame.arrive(back, FRAMED);
    expect([page.status, page.headers.getSetCookie()]).toEqual([200, []]);
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'self'");
    const { code, state } = Object.fromEntries(new URLSearchParams(back.split('?')[1]));
    expect(page.body.replaceAll('&quot;', '"')).toContain(
      JSON.stringify({
        to: api.url,
        message: { type: 'maqiao-redirect', method: 'website', state, code },
      }),
    );
    expect(api.simulator.calls('sns_access_token')).toEqual([]);
    const taken = await browser.call('/sign-in/website/callback', { state, code });
    expect(taken).toEqual({ status: 200, body: { continueTo: '/account' } });
    expect(await browser.signedIn()).toBeDefined();
  });

  test('a page of another origin, or another browser, takes nothing', async () => {
    const api = await startWithAccounts({ environment: { CORS_ORIGINS: SHOP } });
    const browser = new Traveller(api);
    const away = await browser.open(`/sign-in/website${EMBEDDED}`, FRAMED);
    const back = browser.atWechat(away.location) ?? '';
    const brought = Object.fromEntries(new URLSearchParams(back.split('?')[1]));
    const listed = await browser.call('/sign-in/website/callback', brought, { Origin: SHOP });
    expect(listed).toMatchObject({ status: 403, body: { code: 'origin_not_allowed' } });
    const thief = await new Traveller(api).call('/sign-in/website/callback', brought);
    expect(thief).toMatchObject({ status: 400, body: { code: 'expired_token' } });
    const refused = await browser.call('/sign-in/website/callback', { state: brought.state });
    expect(refused).toMatchObject({ status: 400, body: { code: 'access_denied' } });
    expect(await api.sessions()).toEqual([]);
  });

  test('that WeChat has led to the top is an ordinary return', async () => {
    const api = await startWithAccounts();
    const browser = new Traveller(api);
    const away = await browser.open(`/sign-in/website${EMBEDDED}`, FRAMED);
    const page = await browser.arrive(browser.atWechat(away.location) ?? '', {
      'Sec-Fetch-Dest': 'document',
    });
    expect([page.status, page.location]).toEqual([303, '/account']);
  });
});
