import type { OwnerUser, OwnerUsers } from '@maqiao/shared';
import { ownerUser, ownerUsers } from '@maqiao/shared/schemas';
import { describe, expect, test } from '@jest/globals';
import { madeUpSecret } from '@maqiao/test-servers';
import { describeEachDatabase } from '../../test/each-database.ts';
import { OTHER_ORIGIN, ADMIN_KEY, startSessionsApp, type SessionsApp } from '../../test/sessions-app.ts';
import { LocalSessionEndings } from '../sessions/session-endings.ts';
import { SessionEndings } from '../sessions/session-endings.ts';

interface CallOptions {
  method?: 'GET' | 'PATCH';
  body?: unknown;
  key?: string | null;
  headers?: Record<string, string>;
}

async function call<T = OwnerUsers>(
  { app }: SessionsApp,
  path: string,
  { method = 'GET', body, key = ADMIN_KEY, headers = {} }: CallOptions = {},
) {
  const response = await app.inject({
    method,
    url: `/api/users${path}`,
    headers: { ...(key !== null && { authorization: `Bearer ${key}` }), ...headers },
    ...(body !== undefined && { payload: body as object }),
  });
  return { status: response.statusCode, body: response.json<T & { code?: string; detail?: string }>() };
}

const block = (api: SessionsApp, id: string, blocked: unknown = true) =>
  call<OwnerUser>(api, `/${id}`, { method: 'PATCH', body: { blocked } });

describeEachDatabase('people for the owner', ({ createUrl }) => {
  const start = async () =>
    startSessionsApp({ DATABASE_URL: await createUrl(), MAQIAO_SECRET: madeUpSecret('one') });

  test('are listed newest first, page by page, and no person twice when more sign up meanwhile', async () => {
    const api = await start();
    const ids = [api.user.id];
    for (let n = 0; n < 7; n += 1) {
      if (n % 3 === 0) api.clock.advance(1000); // some in the same millisecond
      ids.push((await api.signIn(`o${n}`)).id);
    }
    const seen: string[] = [];
    let cursor: string | null = null;
    for (let pages = 0; pages === 0 || cursor !== null; pages += 1) {
      const page: string = cursor === null ? '' : `&cursor=${cursor}`;
      const { status, body }: { status: number; body: OwnerUsers } = await call(api, `?limit=3${page}`);
      expect(status).toBe(200);
      expect(ownerUsers.parse(body).total).toBe(8 + pages);
      seen.push(...body.users.map(({ id }) => id));
      cursor = body.nextCursor;
      api.clock.advance(1000);
      await api.signIn(`late${pages}`);
    }
    expect(seen).toHaveLength(8);
    expect(new Set(seen)).toEqual(new Set(ids));
  });

  test('are found by a part of the nickname, by id, openid and unionid, and by nothing else', async () => {
    const api = await start();
    const named = async (openid: string, nickname: string) => {
      const { id } = await api.signIn(openid);
      await api.database.queries.updateTable('users').set({ nickname }).where('id', '=', id).execute();
      return id;
    };
    const wang = await named('oWang', '王小明 Ming');
    const percent = await named('oPercent', '100%_a');
    const quote = await named('oQuote', `o'neil\\x`);
    const found = async (search: string) =>
      (await call(api, `?search=${encodeURIComponent(search)}`)).body.users.map(({ id }) => id);
    for (const search of ['小明', 'ming', ' MING ', wang, 'oWang', 'uoWang']) {
      expect(await found(search)).toEqual([wang]);
    }
    expect(await found('%')).toEqual([percent]);
    expect(await found('_')).toEqual([percent]);
    expect(await found(`'`)).toEqual([quote]);
    expect(await found('\\')).toEqual([quote]);
    expect(await found('oWan')).toEqual([]);
    expect(await found('')).toHaveLength(4);
  });

  test('each with the owner’s fields and the number of signed-in browsers', async () => {
    const api = await start();
    await api.browser('s1');
    await api.browser('s2');
    await api.sessions.revoke('s2', 'signed_out');
    const { body } = await call(api, '');
    const now = new Date(api.clock.now()).toISOString();
    expect(body.users).toEqual([
      {
        id: api.user.id,
        nickname: null,
        avatarUrl: null,
        openid: 'oLi',
        unionid: 'uoLi',
        identities: [
          {
            provider: 'wechat-mini-program',
            appId: 'wx0123456789abcdef',
            subject: 'oLi',
            unionid: 'uoLi',
            createdAt: now,
            lastUsedAt: now,
          },
        ],
        blocked: false,
        createdAt: now,
        lastLoginAt: now,
        sessions: 1,
      },
    ]);
  });

  test('a block ends every session at once, calls listeners, and refuses later sign-ins', async () => {
    const api = await start();
    const other = await api.signIn('oOther');
    const [first, second] = [await api.browser('s1'), await api.browser('s2')];
    await api.browser('s3', { user: other });
    const ended: string[][] = [];
    api.app.get(SessionEndings).subscribe((sid, reason) => ended.push([sid, reason]));

    const { status, body } = await block(api, api.user.id);
    expect([status, ownerUser.parse(body)]).toMatchObject([200, { blocked: true, sessions: 0 }]);
    expect(ended.sort()).toEqual([
      ['s1', 'blocked'],
      ['s2', 'blocked'],
    ]);
    for (const { accessToken, cookie } of [first, second]) {
      const me = await api.app.inject({
        url: '/api/me',
        headers: { authorization: `Bearer ${accessToken}` },
      });
      expect([me.statusCode, me.json<{ code: string }>().code]).toEqual([401, 'session_revoked']);
      await expect(api.sessions.refresh(cookie)).rejects.toMatchObject({ code: 'session_revoked' });
    }
    await expect(api.sessions.requireLive('s3')).resolves.toBeDefined();
    await expect(api.signIn('oLi')).rejects.toMatchObject({ code: 'login_blocked' });
    expect((await call(api, '?blocked=true')).body.users.map(({ id }) => id)).toEqual([api.user.id]);
    expect((await call(api, '?blocked=false')).body.users.map(({ id }) => id)).toEqual([other.id]);
  });

  test('the end of a block lets them sign in again, and brings no session back', async () => {
    const api = await start();
    const { cookie } = await api.browser('s1');
    await block(api, api.user.id);
    // A delivery that was under way when the block came: it read the person as not blocked.
    await api.database.queries.updateTable('users').set({ blocked: 0 }).execute();
    await api.browser('late');
    await api.database.queries.updateTable('users').set({ blocked: 1 }).execute();

    expect((await block(api, api.user.id, false)).body).toMatchObject({ blocked: false, sessions: 0 });
    await expect(api.sessions.refresh(cookie)).rejects.toMatchObject({ code: 'session_revoked' });
    await expect(api.sessions.requireLive('late')).rejects.toMatchObject({ code: 'session_revoked' });
    await expect(api.signIn('oLi')).resolves.toMatchObject({ id: api.user.id });
    await api.browser('s4');
    // Saying it again changes nothing.
    expect((await block(api, api.user.id, false)).body.sessions).toBe(1);
  });
});

describe('who may ask', () => {
  test.each([null, 'wrong', `${ADMIN_KEY}x`, ADMIN_KEY.slice(1)])('not with the key %j', async (key) => {
    const api = await startSessionsApp();
    for (const options of [
      {},
      { method: 'PATCH' as const, body: { blocked: true } },
      { method: 'PATCH' as const, body: { blocked: 'x' } },
    ]) {
      const path = options.method === 'PATCH' ? `/${api.user.id}` : '?limit=x';
      const answer = await call(api, path, { ...options, key });
      expect(answer).toMatchObject({ status: 401, body: { code: 'invalid_token' } });
      expect(JSON.stringify(answer.body)).not.toContain('oLi');
    }
    expect(await api.signIn('oLi')).toBeDefined();
  });

  test('not with a token of a person', async () => {
    const api = await startSessionsApp();
    const { accessToken } = await api.browser('s1');
    for (const key of [accessToken, await api.phoneToken()]) {
      expect((await call(api, '', { key })).status).toBe(401);
    }
  });

  test('not from a page of an origin that is not listed', async () => {
    const api = await startSessionsApp();
    const from = (origin: string) => call(api, '', { headers: { origin } });
    expect((await from('https://evil.example')).body.code).toBe('origin_not_allowed');
    expect((await from(OTHER_ORIGIN)).status).toBe(200);
  });

  test('nobody without any key', async () => {
    const api = await startSessionsApp({ SITE_API_KEY: '', ADMIN_KEY: '' });
    expect(await call(api, '')).toMatchObject({ status: 404, body: { code: 'not_found' } });
    expect((await block(api, api.user.id)).status).toBe(404);
  });
});

test('an invalid query is refused, with a sentence that names the parameter', async () => {
  const api = await startSessionsApp();
  for (const query of ['?limit=0', '?limit=201', '?limit=x', '?blocked=yes', '?cursor=x', '?cursor=1.%27']) {
    const { status, body } = await call(api, query);
    expect([query, status, body.code]).toEqual([query, 400, 'invalid_request']);
    expect(body.detail).toMatch(/^(limit|blocked|cursor): /);
  }
  expect((await block(api, api.user.id, 'yes')).body).toMatchObject({ code: 'invalid_request' });
  expect((await block(api, 'nobody')).body).toMatchObject({ code: 'not_found' });
  expect(api.app.get(SessionEndings)).toBeInstanceOf(LocalSessionEndings);
});
