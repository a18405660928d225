import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { madeUpSecret } from '@maqiao/test-servers';
import { KNOWN_BROWSER_MS } from '../src/people/known-browsers/known-browsers.ts';
import { KnownBrowsers } from '../src/people/known-browsers/known-browsers.ts';
import { startApi, type ApiUnderTest } from './support/api-under-test.ts';
import { useFleets } from './support/fleet.ts';
import type { ScriptedBrowser } from './support/scripted-browser.ts';
import type { ScriptedPhone } from './support/scripted-phone.ts';

// Phone and browser are never near each other here: whether digits are asked for depends on the browser alone.
const DIFFERENT_NETWORKS = { TRUST_PROXY: '1' };
const BROWSER_AT = { 'X-Forwarded-For': '203.0.113.5' };
const PHONE_AT = { 'X-Forwarded-For': '198.51.100.7' };

const startApart = (environment: Record<string, string> = {}) =>
  startApi({ environment: { ...DIFFERENT_NETWORKS, ...environment } });

function phoneOf(api: ApiUnderTest, person?: string): ScriptedPhone {
  const phone = api.phone(person);
  phone.headers = PHONE_AT;
  return phone;
}

/** A new attempt in the same browser: a page that is opened again has its cookies. */
function again(api: ApiUnderTest, before?: ScriptedBrowser, origin?: string): ScriptedBrowser {
  const browser = api.browser({ headers: BROWSER_AT, ...(origin !== undefined && { origin }) });
  browser.cookie = before?.cookie;
  browser.browserCookie = before?.browserCookie;
  return browser;
}

/** Scans. @returns whether the browser is known, and whether digits are asked for */
async function scan(browser: ScriptedBrowser, phone: ScriptedPhone, entry = 1047) {
  expect((await browser.register()).status).toBe(201);
  const { status, body } = await phone.scan(browser.scene, { entry });
  expect(status).toBe(200);
  return { known: body.request.knownBrowser, match: body.request.match };
}

/** Signs in, with the digits of the screen where they are asked for. */
async function signIn(browser: ScriptedBrowser, phone: ScriptedPhone): Promise<ScriptedBrowser> {
  const { match } = await scan(browser, phone);
  const snapshot = await browser.poll();
  const number = match === 'number' ? { number: snapshot.body.scene.number } : {};
  expect((await phone.confirm(browser.scene, number)).status).toBe(200);
  expect((await browser.claim()).status).toBe(200);
  return browser;
}

const NEW = { known: false, match: 'number' };
const KNOWN = { known: true, match: 'none' };

describe('issue 12, number 8: known browsers', () => {
  test('a browser that the person has signed in with is known, and only to that person', async () => {
    const api = await startApart();
    const [li, wang] = [phoneOf(api, 'a'), phoneOf(api, 'b')];
    await wang.signIn();
    const first = await signIn(again(api), li);
    expect(await scan(again(api, first), li)).toEqual(KNOWN);
    expect(await scan(again(api, first), li, 1049)).toEqual(KNOWN);
    expect(await scan(again(api, first), wang)).toEqual(NEW);
    expect(await scan(again(api), li)).toEqual(NEW);
  });

  test('a person’s first sign-in shows no warning about the browser, and asks for digits', async () => {
    const api = await startApart();
    expect(await scan(again(api), phoneOf(api))).toEqual({ known: undefined, match: 'number' });
    expect(await scan(again(api), phoneOf(api))).toEqual(NEW);
  });

  test('signing out does not make the browser new; several people of one browser are known', async () => {
    const api = await startApart();
    const [li, wang] = [phoneOf(api, 'a'), phoneOf(api, 'b')];
    const first = await signIn(again(api), li);
    await first.signOut();
    expect(first.cookie).toBeUndefined();
    const second = await signIn(again(api, first), wang);
    expect(await scan(again(api, second), li)).toEqual(KNOWN);
    expect(await scan(again(api, second), wang)).toEqual(KNOWN);
  });

  test('the cookie changes at each sign-in, and the previous one is invalid', async () => {
    const api = await startApart();
    const li = phoneOf(api, 'a');
    const first = await signIn(again(api), li);
    const second = await signIn(again(api, first), li);
    expect(second.browserCookie).not.toBe(first.browserCookie);
    expect(await scan(again(api, second), li)).toEqual(KNOWN);
    expect(await scan(again(api, first), li)).toEqual(NEW);
    // Of one person in one browser there is one row.
    expect(await api.database().selectFrom('known_browsers').select('user_id').execute()).toHaveLength(1);
  });

  test('a cookie that an attacker has planted does not make the attacker’s browser known', async () => {
    const api = await startApart();
    const [attacker, victim] = [phoneOf(api, 'a'), phoneOf(api, 'b')];
    const theirs = await signIn(again(api), attacker);
    const own = again(api);
    own.browserCookie = theirs.browserCookie;
    await signIn(own, victim);
    expect(await scan(again(api, theirs), victim)).toEqual(NEW);
    expect(await scan(again(api, own), victim)).toEqual(KNOWN);

    const made = again(api);
    made.browserCookie = `maqiao-browser=${'A'.repeat(43)}`;
    await signIn(made, victim);
    const copy = again(api);
    copy.browserCookie = `maqiao-browser=${'A'.repeat(43)}`;
    expect(await scan(copy, victim)).toEqual(NEW);
  });

  test.each(['', 'x', 'A'.repeat(44), 'A'.repeat(42) + '!', `"${'A'.repeat(43)}"`])(
    'a cookie of another form, %p, is ignored and replaced',
    async (value) => {
      const api = await startApart();
      const li = phoneOf(api);
      await li.signIn();
      const browser = again(api);
      browser.browserCookie = `maqiao-browser=${value}`;
      await signIn(browser, li);
      expect(browser.browserCookie).toMatch(/^maqiao-browser=[A-Za-z0-9_-]{43}$/);
    },
  );

  test('a claim whose answer was lost is repeated, and the browser is known by what came last', async () => {
    const api = await startApart();
    const li = phoneOf(api);
    const browser = await signIn(again(api), li);
    const lost = browser.browserCookie;
    expect((await browser.claim()).status).toBe(200);
    expect(browser.browserCookie).not.toBe(lost);
    expect(await scan(again(api, browser), li)).toEqual(KNOWN);
  });

  test('the database has only the hash, and neither is sent to anybody', async () => {
    const api = await startApart();
    const li = phoneOf(api);
    const browser = await signIn(again(api), li);
    const [, value = ''] = (browser.browserCookie ?? '').split('=');
    const hash = createHash('sha256').update(value).digest('base64url');
    const rows = await api.database().selectFrom('known_browsers').selectAll().execute();
    expect(rows).toEqual([expect.objectContaining({ browser_hash: hash })]);
    expect(JSON.stringify(rows)).not.toContain(value);

    const next = again(api, browser);
    const answers = [
      await next.register(),
      await li.scan(next.scene),
      await next.poll(),
      await li.confirm(next.scene),
      await next.claim(),
      await li.post('/api/sessions', undefined, 'GET'),
      await li.post('/api/security-events', undefined, 'GET'),
    ];
    for (const { body } of answers) {
      expect(JSON.stringify(body)).not.toContain(value);
      expect(JSON.stringify(body)).not.toContain(hash);
    }
  });

  test('on http the cookie goes to /api, on https it has a name that no neighbour can set', async () => {
    const api = await startApart();
    const li = phoneOf(api);
    const browser = again(api);
    await scan(browser, li);
    const { body } = await browser.poll();
    await li.confirm(browser.scene, { number: body.scene.number });
    const [, line] = (await browser.claim()).headers.getSetCookie();
    expect(line).toMatch(/^maqiao-browser=[\w-]{43}; Max-Age=34560000; Path=\/api; HttpOnly; SameSite=Lax$/);

    const secure = await startApart({ PUBLIC_URL: 'https://login.example.com', CONFIRM_MODE: 'never' });
    const other = secure.browser({ headers: BROWSER_AT });
    await other.register();
    const phone = phoneOf(secure);
    await phone.scan(other.scene);
    await phone.confirm(other.scene);
    const [, safe] = (await other.claim()).headers.getSetCookie();
    expect(safe).toMatch(
      /^__Host-maqiao-browser=[\w-]{43}; Max-Age=34560000; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
  });

  test('a page of another site cannot send cookies: nothing is shown and nothing stored', async () => {
    const shop = 'https://shop.example.org';
    const api = await startApart({ CORS_ORIGINS: shop });
    const li = phoneOf(api);
    await li.signIn();
    const browser = again(api, undefined, shop);
    expect(await scan(browser, li)).toEqual({ known: undefined, match: 'number' });
    const { body } = await browser.poll();
    await li.confirm(browser.scene, { number: body.scene.number });
    expect((await browser.claim()).status).toBe(200);
    expect(browser.browserCookie).toBeUndefined();
    expect(await api.database().selectFrom('known_browsers').selectAll().execute()).toEqual([]);
  });

  test('`always` asks, and `never` does not, whether the browser is known or not', async () => {
    for (const [mode, match] of [
      ['always', 'number'],
      ['never', 'none'],
    ] as const) {
      const api = await startApart({ CONFIRM_MODE: mode });
      const li = phoneOf(api);
      const browser = await signIn(again(api), li);
      expect(await scan(again(api, browser), li)).toEqual({ known: true, match });
    }
  });

  test('a browser that is not used for 180 days is new again, and its row goes', async () => {
    const api = await startApart();
    const li = phoneOf(api);
    const browser = await signIn(again(api), li);
    api.clock.advance(KNOWN_BROWSER_MS - 60_000);
    await api.app.get(KnownBrowsers).tidy();
    const { scene } = browser;
    expect(await api.database().selectFrom('known_browsers').select('sid').execute()).toHaveLength(1);
    api.clock.advance(120_000);
    const hash = createHash('sha256')
      .update(String(browser.browserCookie?.split('=')[1]))
      .digest('base64url');
    const [user] = await api.database().selectFrom('users').select('id').execute();
    expect(await api.app.get(KnownBrowsers).isKnown(hash, String(user?.id))).toBe(false);
    await api.app.get(KnownBrowsers).tidy();
    expect(await api.database().selectFrom('known_browsers').select('sid').execute()).toEqual([]);
    expect(scene).toHaveLength(32);
  });
});

describe('issue 12, number 8: a known browser is forgotten', () => {
  async function twoBrowsers(environment: Record<string, string> = {}) {
    const api = await startApart(environment);
    const li = phoneOf(api, 'a');
    const [here, there] = [await signIn(again(api), li), await signIn(again(api), li)];
    const sessions = (await li.post<{ id: string }[]>('/api/sessions', undefined, 'GET')).body;
    const rows = await api
      .database()
      .selectFrom('known_browsers')
      .select('sid')
      .orderBy('created_at')
      .execute();
    expect(sessions).toHaveLength(2);
    return { api, li, here, there, sidHere: String(rows[0]?.sid), sidThere: String(rows[1]?.sid) };
  }

  test('when its person does not know its session, and the other browser stays known', async () => {
    const { api, li, here, there, sidHere } = await twoBrowsers();
    expect((await li.post(`/api/sessions/${sidHere}`, { reason: 'not_me' }, 'DELETE')).status).toBe(204);
    expect(await scan(again(api, here), li)).toEqual(NEW);
    expect(await scan(again(api, there), li)).toEqual(KNOWN);
  });

  test('not when its person only signs it out from the phone', async () => {
    const { api, li, here, sidHere } = await twoBrowsers();
    await li.post(`/api/sessions/${sidHere}`, {}, 'DELETE');
    expect(await scan(again(api, here), li)).toEqual(KNOWN);
  });

  test('with all others, when the browser of the unknown session is not known any more', async () => {
    const { api, li, here, there, sidHere } = await twoBrowsers();
    await api.database().deleteFrom('known_browsers').where('sid', '=', sidHere).execute();
    await li.post(`/api/sessions/${sidHere}`, { reason: 'not_me' }, 'DELETE');
    expect(await scan(again(api, here), li)).toEqual(NEW);
    expect(await scan(again(api, there), li)).toEqual(NEW);
  });

  test('when its person signs out everywhere', async () => {
    const { api, li, here, there } = await twoBrowsers();
    const loginCode = api.simulator.loginCode('a');
    expect((await li.post('/api/sessions', { loginCode }, 'DELETE')).status).toBe(204);
    expect(await scan(again(api, here), li)).toEqual(NEW);
    expect(await scan(again(api, there), li)).toEqual(NEW);
  });

  test('when its person undoes the sign-in that made it known', async () => {
    const api = await startApart();
    const li = phoneOf(api);
    const browser = await signIn(again(api), li);
    expect((await li.reject(browser.scene)).status).toBe(200);
    expect(await scan(again(api, browser), li)).toEqual(NEW);
  });

  test('when its person refuses a sign-in there as a stranger’s, and not when they only refuse it', async () => {
    const api = await startApart();
    const li = phoneOf(api);
    const browser = await signIn(again(api), li);
    const refused = again(api, browser);
    expect(await scan(refused, li)).toEqual(KNOWN);
    expect((await li.reject(refused.scene)).status).toBe(200);
    const disowned = again(api, browser);
    expect(await scan(disowned, li)).toEqual(KNOWN);
    expect((await li.reject(disowned.scene, { reason: 'not_me' })).status).toBe(200);
    expect(await scan(again(api, browser), li)).toEqual(NEW);
    const events = await li.post<{ events: { kind: string; reason?: string }[] }>(
      '/api/security-events',
      undefined,
      'GET',
    );
    const reasons = events.body.events.filter(({ kind }) => kind === 'rejected').map(({ reason }) => reason);
    expect(reasons).toEqual(['not_me', undefined]);
  });

  test('when the owner blocks its person', async () => {
    const ADMIN_KEY = madeUpSecret('admin');
    const { api, li, here } = await twoBrowsers({ ADMIN_KEY });
    const [user] = await api.database().selectFrom('users').select('id').execute();
    for (const blocked of [true, false]) {
      const answer = await fetch(`${api.url}/api/users/${user?.id}`, {
        method: 'PATCH',
        headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${ADMIN_KEY}` },
        body: JSON.stringify({ blocked }),
      });
      expect(answer.status).toBe(200);
      await answer.text();
    }
    expect(await scan(again(api, here), li)).toEqual(NEW);
  });

  test('when its person deletes their account', async () => {
    const { api, li } = await twoBrowsers();
    const loginCode = api.simulator.loginCode('a');
    expect((await li.post('/api/me', { loginCode }, 'DELETE')).status).toBe(204);
    expect(await api.database().selectFrom('known_browsers').selectAll().execute()).toEqual([]);
  });

  test('a claim after the end of its session makes no browser known', async () => {
    const api = await startApart();
    const li = phoneOf(api);
    const browser = await signIn(again(api), li);
    const [row] = await api.database().selectFrom('known_browsers').selectAll().execute();
    await li.reject(browser.scene);
    expect(await api.app.get(KnownBrowsers).remember(null, String(row?.sid))).toBeDefined();
    expect(await api.database().selectFrom('known_browsers').selectAll().execute()).toEqual([]);
  });
});

describe('issue 12, number 8: known browsers with several instances', () => {
  const startFleet = useFleets();

  test('a browser that became known at one instance is known at the other', async () => {
    const { instances } = await startFleet(DIFFERENT_NETWORKS);
    const [first, second] = instances;
    const li = phoneOf(first, 'a');
    const browser = await signIn(again(first), li);
    const elsewhere = again(first, browser);
    elsewhere.goTo(second.url);
    li.goTo(second.url);
    expect(await scan(elsewhere, li)).toEqual(KNOWN);
    await li.confirm(elsewhere.scene);
    expect((await elsewhere.claim()).status).toBe(200);
    expect(elsewhere.browserCookie).not.toBe(browser.browserCookie);
  });
});
