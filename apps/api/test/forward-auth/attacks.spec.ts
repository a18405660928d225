import { describe, expect, test } from '@jest/globals';
import { startApi, type ApiUnderTest } from '../support/api-under-test.ts';
import { interactionOf } from '../oidc/support/oidc-browser.ts';
import { TOOLS, Visitor, WIKI } from './support/visitor.ts';

const start = (environment: Record<string, string> = {}) =>
  startApi({ environment: { FORWARD_AUTH_HOSTS: `${WIKI}=*,${TOOLS}=*`, ...environment } });

/** Whether a callback signed nobody in. */
async function expectNobody(visitor: Visitor, host: string, answer: Response): Promise<void> {
  expect([answer.status, answer.headers.get('location')]).toEqual([403, null]);
  expect(await answer.text()).toContain('这次登录没有完成');
  expect((await visitor.check(host)).status).toBe(302);
}

describe('the way back', () => {
  test.each([
    ['two slashes', '//evil.example/'],
    ['a slash and a backslash', String.raw`/\evil.example`],
    ['a backslash', String.raw`\evil.example`],
    ['a backslash later', String.raw`/a\..\\evil.example`],
    ['another address', 'https://evil.example/'],
    ['no slash', 'evil.example'],
    ['a script', 'javascript:alert(1)'],
    ['a tab', '/\t/evil.example'],
    ['a line feed', '/\n/evil.example'],
    ['a header', '/\r\nSet-Cookie: a=b'],
    ['letters that are not ASCII', '/码'],
    ['nothing', ''],
    ['too long', `/${'a'.repeat(2048)}`],
    ['the sign-out', '/.maqiao/sign-out'],
    ['our own steps, spelled otherwise', '/x/../%2Emaqiao/sign-in'],
    ['our own steps by their numbers', '/%2e%6daqiao%2fsign-in'],
  ])('%s leads to the first page of the site', async (_name, to) => {
    const visitor = new Visitor(await start());
    const begun = await visitor.open(WIKI, `/.maqiao/sign-in?to=${encodeURIComponent(to)}`);
    const back = await visitor.comeBack(WIKI, await visitor.agree(begun.headers.get('location') ?? ''));
    expect(back.headers.get('location')).toBe(`http://${WIKI}/`);
  });

  test.each([
    '/%2F%2Fevil.example',
    '/%5Cevil.example',
    '/@evil.example',
    '/a?to=//evil.example',
    '/%E0%A4%A',
  ])('%s stays within the site, as it is', async (to) => {
    const visitor = new Visitor(await start());
    expect((await visitor.signIn(WIKI, to)).headers.get('location')).toBe(`http://${WIKI}${to}`);
  });

  test('nothing else in the callback’s address leads anywhere', async () => {
    const visitor = new Visitor(await start());
    const callback = await visitor.agree(await visitor.begin(WIKI, '/wanted'));
    for (const name of ['to', 'redirect', 'rd', 'url'])
      callback.searchParams.set(name, 'https://evil.example/');
    const back = await visitor.comeBack(WIKI, callback);
    expect(back.headers.get('location')).toBe(`http://${WIKI}/wanted`);
  });
});

describe('the code', () => {
  test('an attacker’s own callback address signs nobody in, and is worth nothing afterwards', async () => {
    const api = await start();
    const [attacker, victim] = [new Visitor(api, 'b'), new Visitor(api, 'a')];
    const callback = await attacker.agree(await attacker.begin(WIKI));
    await expectNobody(victim, WIKI, await victim.comeBack(WIKI, callback));
    // A victim that has begun a sign-in too keeps another nonce.
    await victim.begin(WIKI);
    const second = await attacker.agree(await attacker.begin(WIKI));
    await expectNobody(victim, WIKI, await victim.comeBack(WIKI, second));
    await expectNobody(attacker, WIKI, await attacker.comeBack(WIKI, second));
  });

  test('a victim who is led into an attacker’s sign-in gives them nothing', async () => {
    const api = await start();
    const [attacker, victim] = [new Visitor(api, 'b'), new Visitor(api, 'a')];
    await victim.signIn(WIKI);
    const led = await attacker.begin(WIKI);
    // They have agreed before: they go straight through, to a site where they keep no nonce for it.
    const straight = await victim.login.open(led);
    expect(straight.url.host).toBe(WIKI);
    expect((await victim.comeBack(WIKI, straight.url)).status).toBe(403);
    await expectNobody(attacker, WIKI, await attacker.comeBack(WIKI, straight.url));
  });

  test('is redeemed once, and of two at the same instant one wins', async () => {
    const api = await start();
    const visitor = new Visitor(api);
    for (let round = 0; round < 20; round++) {
      visitor.jar(WIKI).forget(/./);
      const callback = await visitor.agree(await visitor.begin(WIKI));
      const answers = await Promise.all([1, 2, 3].map(() => visitor.comeBack(WIKI, callback)));
      expect(answers.map(({ status }) => status).sort()).toEqual([302, 403, 403]);
    }
  });

  test('is redeemed by nobody who takes it again later', async () => {
    const visitor = new Visitor(await start());
    const callback = await visitor.agree(await visitor.begin(WIKI));
    const nonce = visitor.jar(WIKI).header('/') ?? '';
    expect((await visitor.comeBack(WIKI, callback)).status).toBe(302);
    visitor.jar(WIKI).forget(/./);
    const again = await visitor.open(WIKI, callback.pathname + callback.search, { Cookie: nonce });
    await expectNobody(visitor, WIKI, again);
  });

  test('is worth nothing at another host', async () => {
    const api = await start();
    const visitor = new Visitor(api);
    const callback = await visitor.agree(await visitor.begin(WIKI));
    const nonce = visitor.jar(WIKI).header('/') ?? '';
    const elsewhere = await visitor.open(TOOLS, callback.pathname + callback.search, { Cookie: nonce });
    await expectNobody(visitor, TOOLS, elsewhere);
    await expectNobody(visitor, WIKI, await visitor.comeBack(WIKI, callback));
  });

  test('is worth nothing after a minute, nor when the session has ended', async () => {
    const api = await start();
    const visitor = new Visitor(api);
    const stale = await visitor.agree(await visitor.begin(WIKI));
    api.clock.advance(60_000);
    await expectNobody(visitor, WIKI, await visitor.comeBack(WIKI, stale));
    const late = await visitor.agree(await visitor.begin(WIKI));
    await api.database().updateTable('sessions').set({ revoked_at: 1, revoked_reason: 'revoked' }).execute();
    await expectNobody(visitor, WIKI, await visitor.comeBack(WIKI, late));
  });

  test('a made-up one, and none, sign nobody in', async () => {
    const visitor = new Visitor(await start());
    const callback = await visitor.agree(await visitor.begin(WIKI));
    for (const [name, value] of [
      ['code', 'A'.repeat(43)],
      ['code', ''],
      ['sign_in', 'fa-0000000000000000000000'],
      ['sign_in', "' or 1=1 --"],
    ] as const) {
      const other = new URL(callback);
      other.searchParams.set(name, value);
      await expectNobody(visitor, WIKI, await visitor.comeBack(WIKI, other));
    }
    expect((await visitor.comeBack(WIKI, callback)).status).toBe(302);
  });
});

describe('the interaction', () => {
  test('is finished in no other browser, and from no other page', async () => {
    const api = await start();
    const [attacker, victim] = [new Visitor(api, 'b'), new Visitor(api, 'a')];
    const uid = interactionOf(await attacker.login.open(await attacker.begin(WIKI)));
    await victim.login.scan();
    for (const call of ['continue', 'deny'])
      expect(await victim.login.call(`/api/interactions/${uid}/${call}`, {})).toMatchObject({
        status: 403,
        body: { code: 'interaction_elsewhere' },
      });
    expect((await victim.login.options(uid)).status).toBe(403);
    await attacker.login.scan();
    const foreign = await attacker.login.send(`/api/interactions/${uid}/continue`, {
      method: 'POST',
      headers: { Origin: `http://${WIKI}`, 'Content-Type': 'application/json' },
      body: '{}',
    });
    expect(foreign.status).toBe(403);
  });

  test('ends after a quarter of an hour', async () => {
    const api = await start();
    const visitor = new Visitor(api);
    const address = await visitor.begin(WIKI);
    const uid = interactionOf(await visitor.login.open(address));
    api.clock.advance(15 * 60_000);
    expect((await visitor.login.options(uid)).body).toMatchObject({ code: 'interaction_expired' });
    expect((await visitor.login.open(address)).status).toBe(410);
  });
});

describe('the cookie of a host', () => {
  /** A person who is signed in at the tools, and not at the wiki. */
  async function atTools(api: ApiUnderTest) {
    const visitor = new Visitor(api);
    await visitor.signIn(TOOLS);
    return { visitor, cookie: visitor.jar(TOOLS).header('/') ?? '' };
  }

  test('is worth nothing at another host', async () => {
    const { visitor, cookie } = await atTools(await start());
    expect((await visitor.check(TOOLS)).status).toBe(200);
    expect((await visitor.check(WIKI, { headers: { Cookie: cookie } })).status).toBe(302);
  });

  test('a visitor who writes X-Forwarded-Host past a careless proxy enters no other site by it', async () => {
    const api = await start();
    const { visitor } = await atTools(api);
    // The proxy of the wiki keeps Host, and passes on what the visitor says beside it.
    expect((await visitor.check(TOOLS, { headers: { Host: TOOLS } })).status).toBe(200);
    expect((await visitor.check(TOOLS, { headers: { Host: WIKI } })).status).toBe(403);
    expect(
      (await visitor.check(TOOLS, { headers: { 'X-Forwarded-Host': `${TOOLS}, ${WIKI}` } })).status,
    ).toBe(403);
  });

  test('says nothing of the session, cannot be made up, and is no cookie of the login host', async () => {
    const api = await start();
    const { visitor, cookie } = await atTools(api);
    const [session] = await api.sessions();
    expect(cookie).not.toContain(session?.sid ?? '');
    const [name = '', value = ''] = cookie.split('=');
    for (const other of [
      value.slice(0, -1) + (value.endsWith('A') ? 'B' : 'A'),
      session?.sid ?? '',
      '',
      'v1..',
      visitor.login.jar.get('maqiao') ?? '',
    ])
      expect((await new Visitor(api).check(TOOLS, { headers: { Cookie: `${name}=${other}` } })).status).toBe(
        302,
      );
    const atLogin = await fetch(`${api.url}/api/session/refresh`, {
      method: 'POST',
      headers: { Cookie: `maqiao=${value}`, 'Content-Type': 'application/json' },
      body: '{}',
    });
    expect(atLogin.status).toBe(401);
  });

  test('has the prefix and is for https only where the sites are', async () => {
    const api = await start({ PUBLIC_URL: 'https://login.example.com' });
    const visitor = new Visitor(api);
    const begun = await visitor.open(WIKI, '/.maqiao/sign-in');
    expect(begun.headers.get('location')).toMatch(
      /^https:\/\/login\.example\.com\/forward-auth\/sign-in\/fa-/,
    );
    expect(begun.headers.getSetCookie()[0]).toMatch(
      /^__Host-maqiao-n-fa-[\w-]{22}=[\w-]{43}; Max-Age=900; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    const back = await visitor.comeBack(WIKI, await visitor.agree(begun.headers.get('location') ?? ''));
    expect(back.headers.getSetCookie()[1]).toMatch(
      /^__Host-maqiao-forward-auth=v1\.[\w.-]+; Max-Age=2592000; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
  });
});

test('one address begins so many sign-ins a minute, and no more', async () => {
  const visitor = new Visitor(await start());
  const statuses: number[] = [];
  for (let count = 0; count < 121; count++)
    statuses.push((await visitor.open(WIKI, '/.maqiao/sign-in')).status);
  expect(statuses.slice(0, 120).every((status) => status === 302)).toBe(true);
  expect(statuses[120]).toBe(429);
});
