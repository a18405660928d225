import { describe, expect, test } from '@jest/globals';
import { startApi } from '../support/api-under-test.ts';
import { interactionOf } from '../oidc/support/oidc-browser.ts';
import { TOOLS, Visitor, WIKI } from './support/visitor.ts';

const start = (hosts = `${WIKI}=*,${TOOLS}=*`) => startApi({ environment: { FORWARD_AUTH_HOSTS: hosts } });

/** Id of the only person. */
async function onlyUser(api: Awaited<ReturnType<typeof start>>): Promise<string> {
  const { id } = await api.database().selectFrom('users').select('id').executeTakeFirstOrThrow();
  return id;
}

describe('a person at a site that a proxy protects', () => {
  test('signs in by the phone, which names the site, and comes back to the path that they wanted', async () => {
    const api = await start();
    const visitor = new Visitor(api);
    const asked = await visitor.check(WIKI, { uri: '/page?a=1&b=%E7%A0%81' });
    expect(asked.status).toBe(302);
    expect(asked.headers.get('cache-control')).toBe('no-store');
    const own = new URL(asked.headers.get('location') ?? '');
    expect(own.origin + own.pathname).toBe(`http://${WIKI}/.maqiao/sign-in`);

    const begun = await visitor.open(WIKI, own.pathname + own.search);
    expect(begun.headers.getSetCookie().join()).toMatch(
      /^maqiao-n-fa-[\w-]{22}=[\w-]{43};.*HttpOnly; SameSite=Lax$/,
    );
    const landing = await visitor.login.open(begun.headers.get('location') ?? '');
    const uid = interactionOf(landing);
    expect((await visitor.login.options(uid)).body).toMatchObject({
      client: { name: WIKI, host: WIKI, scopes: ['openid', 'profile'] },
    });
    const claimed = await visitor.login.scan(uid);
    const callback = new URL(claimed.body.continueTo ?? '');
    expect(callback.origin + callback.pathname).toBe(`http://${WIKI}/.maqiao/callback`);

    const back = await visitor.comeBack(WIKI, callback);
    expect([back.status, back.headers.get('location')]).toEqual([302, `http://${WIKI}/page?a=1&b=%E7%A0%81`]);
    const let_in = await visitor.check(WIKI, { uri: '/page' });
    expect(let_in.status).toBe(200);
    expect(let_in.headers.get('remote-user')).toBe(await onlyUser(api));
    expect(let_in.headers.get('remote-name')).toMatch(/^wx_[a-z2-9]{8}$/);
    expect(let_in.headers.get('cache-control')).toBe('no-store');
  });

  test('the name is percent-encoded UTF-8', async () => {
    const api = await start();
    const visitor = new Visitor(api);
    await visitor.signIn(WIKI);
    await api.database().updateTable('users').set({ nickname: '小桥 & 流水' }).execute();
    const { headers } = await visitor.check(WIKI);
    expect(headers.get('remote-name')).toBe('%E5%B0%8F%E6%A1%A5%20%26%20%E6%B5%81%E6%B0%B4');
  });

  test('who is signed in at the login host is asked once for each site, and then goes straight through', async () => {
    const api = await start();
    const visitor = new Visitor(api);
    await visitor.login.scan();
    const address = await visitor.begin(WIKI);
    const uid = interactionOf(await visitor.login.open(address));
    expect((await visitor.login.options(uid)).body).toHaveProperty('user');
    const { body } = await visitor.login.call<{ continueTo: string }>(
      `/api/interactions/${uid}/continue`,
      {},
    );
    expect((await visitor.comeBack(WIKI, new URL(body.continueTo))).status).toBe(302);
    expect((await visitor.check(WIKI)).status).toBe(200);

    visitor.jar(WIKI).forget(/./);
    const straight = await visitor.login.open(await visitor.begin(WIKI, '/again'));
    expect(straight.url.host).toBe(WIKI);
    const back = await visitor.comeBack(WIKI, straight.url);
    expect(back.headers.get('location')).toBe(`http://${WIKI}/again`);
    expect((await visitor.check(WIKI)).status).toBe(200);

    // Another site is another question.
    expect((await visitor.login.open(await visitor.begin(TOOLS))).url.pathname).toMatch(/^\/interaction\//);
    expect(await api.sessions()).toHaveLength(1);
  });

  test('declining says so, and begins nothing by itself', async () => {
    const api = await start();
    const visitor = new Visitor(api);
    const uid = interactionOf(await visitor.login.open(await visitor.begin(WIKI)));
    const { body } = await visitor.login.call<{ continueTo: string }>(`/api/interactions/${uid}/deny`, {});
    const page = await visitor.comeBack(WIKI, new URL(body.continueTo));
    expect([page.status, await page.text()]).toEqual([403, expect.stringContaining('你取消了登录')]);
  });

  test('a program, and a form, are answered 401; only a navigation is sent away', async () => {
    const api = await start();
    const visitor = new Visitor(api);
    const program = await visitor.check(WIKI, { navigates: false });
    expect([program.status, await program.json()]).toEqual([
      401,
      expect.objectContaining({ code: 'no_session' }),
    ]);
    for (const method of ['POST', 'PUT', 'DELETE']) {
      const form = await visitor.check(WIKI, { method });
      expect([form.status, form.headers.get('location')]).toEqual([401, null]);
    }
    const plain = await visitor.open(WIKI, '/forward-auth');
    expect([plain.status, plain.headers.get('location')]).toEqual([401, null]);
  });
});

describe('who is let in', () => {
  test('only listed users: others read why, with their id, and are sent nowhere', async () => {
    const api = await start(`${WIKI}=somebody_else|another,${TOOLS}=*`);
    const visitor = new Visitor(api);
    expect((await visitor.signIn(WIKI)).status).toBe(302);
    await api.database().updateTable('users').set({ nickname: '<b>甲</b>' }).execute();
    const refused = await visitor.check(WIKI);
    const text = await refused.text();
    expect([refused.status, refused.headers.get('location'), refused.headers.get('remote-user')]).toEqual([
      403,
      null,
      null,
    ]);
    expect(text).toContain(await onlyUser(api));
    expect(text).toContain('&lt;b&gt;甲&lt;/b&gt;，你的账号不能进入');
    const program = await visitor.check(WIKI, { navigates: false });
    expect([program.status, await program.json()]).toEqual([
      403,
      expect.objectContaining({ code: 'not_let_in' }),
    ]);
    await visitor.signIn(TOOLS);
    expect((await visitor.check(TOOLS)).status).toBe(200);
  });

  test('a listed user is', async () => {
    const api = await start();
    await new Visitor(api).login.scan();
    const id = await onlyUser(api);
    const again = await start(`${WIKI}=nobody|${id}`);
    await again.database().insertInto('users').values({ id, created_at: 0, last_login_at: 0 }).execute();
    const visitor = new Visitor(again);
    await visitor.signIn(WIKI);
    for (const table of ['sessions', 'forward_auth_consents'] as const)
      await again.database().updateTable(table).set({ user_id: id }).execute();
    const { status, headers } = await visitor.check(WIKI);
    expect([status, headers.get('remote-user')]).toEqual([200, id]);
  });

  test('a host that is not listed is refused, with words for the operator', async () => {
    const api = await start();
    const visitor = new Visitor(api);
    for (const host of ['other.example.com', `${WIKI}, ${TOOLS}`, `${WIKI}@evil.example`, '127.0.0.1']) {
      for (const answer of [
        await visitor.check(host, { navigates: false }),
        await visitor.open(host, '/.maqiao/sign-in', { Accept: 'application/json' }),
      ])
        expect([host, answer.status, await answer.json()]).toEqual([
          host,
          403,
          expect.objectContaining({
            code: 'host_not_protected',
            detail: expect.stringContaining('FORWARD_AUTH_HOSTS'),
          }),
        ]);
    }
  });

  test('host names are the same in capitals and with the usual port', async () => {
    const api = await start();
    const visitor = new Visitor(api);
    await visitor.signIn(WIKI);
    const cookie = visitor.jar(WIKI).header('/') ?? '';
    for (const host of ['WIKI.example.com', 'wiki.example.com:80'])
      expect((await visitor.check(host, { headers: { Cookie: cookie } })).status).toBe(200);
    expect((await visitor.check('wiki.example.com:8080', { headers: { Cookie: cookie } })).status).toBe(403);
  });
});

describe('the session behind it', () => {
  test('a sign-out on the phone, a block and an end by the owner end it at once', async () => {
    const api = await start();
    const visitor = new Visitor(api);
    await visitor.signIn(WIKI);
    expect((await visitor.check(WIKI)).status).toBe(200);
    await api.database().updateTable('users').set({ blocked: 1 }).execute();
    expect((await visitor.check(WIKI)).status).toBe(302);
    await api.database().updateTable('users').set({ blocked: 0 }).execute();
    expect((await visitor.check(WIKI)).status).toBe(200);

    const [session] = await api.sessions();
    const phone = api.phone();
    await phone.signIn();
    const ended = await phone.post(`/api/sessions/${session?.sid ?? ''}`, undefined, 'DELETE');
    expect(ended.status).toBeLessThan(300);
    expect((await visitor.check(WIKI)).status).toBe(302);
  });

  test('a use counts as one: whoever keeps working is not signed out', async () => {
    const api = await start();
    const visitor = new Visitor(api);
    await visitor.signIn(WIKI);
    const days = (count: number) => api.clock.advance(count * 86_400_000);
    days(10);
    expect((await visitor.check(WIKI)).status).toBe(200);
    days(10);
    expect((await visitor.check(WIKI)).status).toBe(200);
    // SESSION_MAX_DAYS is the end in any case.
    days(11);
    expect((await visitor.check(WIKI)).status).toBe(302);
  });

  test('signing out at the site ends the session everywhere; a link of another site asks first', async () => {
    const api = await start();
    const visitor = new Visitor(api);
    await visitor.signIn(WIKI);
    const fromElsewhere: Record<string, string>[] = [
      { 'Sec-Fetch-Site': 'cross-site' },
      { 'Sec-Fetch-Site': 'same-site' },
      { 'Sec-Fetch-Site': 'none' },
      { 'Sec-Fetch-Site': 'same-origin', 'Sec-Fetch-Mode': 'no-cors' },
      { Referer: 'http://evil.example/' },
      {},
    ];
    for (const headers of fromElsewhere) {
      const page = await visitor.open(WIKI, '/.maqiao/sign-out', headers);
      expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('要退出')]);
    }
    expect((await visitor.check(WIKI)).status).toBe(200);
    const page = await visitor.open(WIKI, '/.maqiao/sign-out', { 'Sec-Fetch-Site': 'same-origin' });
    expect(await page.text()).toContain('已退出');
    expect(visitor.jar(WIKI).get('maqiao-forward-auth')).toBeUndefined();
    expect(await api.sessions()).toEqual([expect.objectContaining({ revoked_reason: 'signed_out' })]);
    expect((await visitor.login.open(await visitor.begin(WIKI))).url.pathname).toMatch(/^\/interaction\//);
  });
});
