import { describe, expect, test } from '@jest/globals';
import { me } from '@maqiao/shared/schemas';
import { madeUpSecret } from '@maqiao/test-servers';
import sharp from 'sharp';
import { postTwinOf } from '../src/platform/http/post-twins.ts';
import { call } from './support/answer.ts';
import { startApi, type ApiUnderTest } from './support/api-under-test.ts';
import { WITH_API_DOCS } from './test-settings.ts';

const ADMIN_KEY = madeUpSecret('key');
const FOREIGN = 'https://evil.example';
const JSON_TYPE = { 'Content-Type': 'application/json' };

const png = () =>
  sharp({ create: { width: 8, height: 8, channels: 3, background: 'teal' } })
    .png()
    .toBuffer();

/** Every route as Fastify's router knows it: `METHOD /path`. */
function routesOf({ app }: ApiUnderTest): string[] {
  const instance = app.getHttpAdapter().getInstance() as { printRoutes(options: object): string };
  const parts: string[] = [];
  return instance
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap((line) => {
      const [, indent = '', part = '', methods = ''] =
        /^((?:│ {3}| {4})*)[└├]── (.*?)(?: \(([A-Z, ]+)\))?$/.exec(line) ?? [];
      parts.length = indent.length / 4;
      parts.push(part);
      return methods === '' ? [] : methods.split(', ').map((method) => `${method} ${parts.join('')}`);
    });
}

async function signedInBrowser(api: ApiUnderTest) {
  const [browser, phone] = [api.browser(), api.phone()];
  await browser.register();
  await phone.scan(browser.scene);
  await phone.confirm(browser.scene);
  expect((await browser.claim()).status).toBe(200);
  const [session] = await api.database().selectFrom('sessions').select('sid').execute();
  return { browser, phone, sid: session?.sid ?? '' };
}

const livingSessions = async (api: ApiUnderTest) =>
  (await api.sessions()).filter(({ revoked_reason }) => revoked_reason === null).length;

describe('issue 12, number 12: every PUT, PATCH and DELETE has a POST twin', () => {
  test('all routes', async () => {
    const routes = routesOf(await startApi());
    const twins = routes.flatMap((route) => {
      const [method = '', path = ''] = route.split(' ');
      const twin = postTwinOf(method, path);
      return twin === undefined ? [] : [{ route, twin: `POST ${twin}` }];
    });
    for (const expected of ['DELETE /api/session', 'PUT /api/me/avatar', 'PATCH /api/users/:id'])
      expect(twins.map(({ route }) => route)).toContain(expected);
    expect(twins.filter(({ twin }) => !routes.includes(twin))).toEqual([]);
  });

  test('a browser signs out', async () => {
    const api = await startApi();
    const { browser } = await signedInBrowser(api);
    expect((await browser.post('/api/session/delete', {})).status).toBe(204);
    expect(await livingSessions(api)).toBe(0);
    expect((await browser.post('/api/session/refresh')).status).toBe(401);
  });

  test('a phone changes the name, gives and removes a picture', async () => {
    const api = await startApi();
    const phone = api.phone();
    await phone.signIn();
    const named = await phone.post('/api/me', { nickname: ' 王小明 ' });
    expect([named.status, me.parse(named.body).nickname]).toEqual([200, '王小明']);
    const headers = { 'Content-Type': 'image/png', Authorization: `Bearer ${phone.accessToken}` };
    const pictured = await call(`${api.url}/api/me/avatar`, { raw: await png(), headers });
    expect([pictured.status, me.parse(pictured.body).avatarUrl]).toEqual([200, expect.any(String)]);
    const padded = Buffer.alloc(2 * 1024 * 1024 + 1);
    expect((await call(`${api.url}/api/me/avatar`, { raw: padded, headers })).status).toBe(413);
    expect((await phone.post('/api/me/avatar/delete', {})).status).toBe(204);
    expect(me.parse((await phone.post('/api/me', undefined, 'GET')).body).avatarUrl).toBeNull();
  });

  test('a phone ends one browser, ends all, and deletes the account', async () => {
    const api = await startApi();
    const { phone, sid } = await signedInBrowser(api);
    expect((await phone.post(`/api/sessions/${sid}/delete`, { reason: 'not_me' })).status).toBe(204);
    expect(await livingSessions(api)).toBe(0);
    expect((await phone.post(`/api/sessions/unknown/delete`, {})).status).toBe(404);
    const fresh = () => ({ loginCode: api.simulator.loginCode('a') });
    expect((await phone.post('/api/sessions/delete', {})).status).toBe(401);
    expect((await phone.post('/api/sessions/delete', fresh())).status).toBe(204);
    expect((await phone.post('/api/me/delete', {})).status).toBe(401);
    expect((await phone.post('/api/me/delete', fresh())).status).toBe(204);
    expect(await api.database().selectFrom('users').selectAll().execute()).toEqual([]);
  });

  test('the owner blocks', async () => {
    const api = await startApi({ environment: { ADMIN_KEY } });
    await api.phone().signIn();
    const { id } = await api.database().selectFrom('users').select('id').executeTakeFirstOrThrow();
    const block = (key: string) =>
      call<{ blocked: boolean }>(`${api.url}/api/users/${id}`, {
        body: { blocked: true },
        headers: { Authorization: `Bearer ${key}` },
      });
    expect((await block('x'.repeat(32))).status).toBe(401);
    expect(await block(ADMIN_KEY)).toMatchObject({ status: 200, body: { blocked: true } });
  });

  test('the documentation of the calls knows them, with what they take', async () => {
    const api = await startApi({ environment: WITH_API_DOCS });
    const { body: document } = await call<{ paths: Record<string, { post?: object }> }>(
      `${api.url}/api/docs-json`,
      { method: 'GET' },
    );
    expect(JSON.stringify(document.paths['/api/me']?.post)).toContain('"nickname"');
    expect(JSON.stringify(document.paths['/api/me/delete']?.post)).toContain('"loginCode"');
    expect(JSON.stringify(document.paths['/api/me/avatar']?.post)).toContain('image/webp');
    expect(JSON.stringify(document.paths['/api/sessions/{id}/delete']?.post)).toContain('"name":"id"');
  });
});

describe('issue 12, number 12: a twin obeys the rules of its call', () => {
  const BROWSERS = '/api/session/delete';

  test.each<[string, Record<string, string>, number, string]>([
    ['a foreign origin', { ...JSON_TYPE, Origin: FOREIGN }, 403, 'origin_not_allowed'],
    ['no origin that can be named', { ...JSON_TYPE, Origin: 'null' }, 403, 'origin_not_allowed'],
    [
      'another site, by Sec-Fetch-Site',
      { ...JSON_TYPE, 'Sec-Fetch-Site': 'cross-site' },
      403,
      'origin_not_allowed',
    ],
    [
      'a neighbour, by Sec-Fetch-Site',
      { ...JSON_TYPE, 'Sec-Fetch-Site': 'same-site' },
      403,
      'origin_not_allowed',
    ],
    ['no content type, as a beacon', {}, 415, 'unsupported_media_type'],
    ['a form', { 'Content-Type': 'application/x-www-form-urlencoded' }, 415, 'unsupported_media_type'],
    ['a form of plain text', { 'Content-Type': 'text/plain' }, 415, 'unsupported_media_type'],
    [
      'a form with files',
      { 'Content-Type': 'multipart/form-data; boundary=x' },
      415,
      'unsupported_media_type',
    ],
  ])('signing out is refused with %s, and the session lives', async (_name, headers, status, code) => {
    const api = await startApi();
    const { browser } = await signedInBrowser(api);
    const cookie = { Cookie: `${browser.cookie}` };
    const answer = await call<{ code: string }>(api.url + BROWSERS, { headers: { ...cookie, ...headers } });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(await livingSessions(api)).toBe(1);
  });

  test('the phone’s calls accept its unusual Origins, and need its token', async () => {
    const api = await startApi();
    const { phone, browser, sid } = await signedInBrowser(api);
    const headers = { ...JSON_TYPE, Origin: FOREIGN, 'Sec-Fetch-Site': 'cross-site' };
    const paths = [
      '/api/me',
      '/api/me/delete',
      '/api/me/avatar/delete',
      `/api/sessions/${sid}/delete`,
      '/api/sessions/delete',
    ];
    for (const path of paths) {
      const body = { nickname: 'x', loginCode: 'x' };
      const stranger = await call(api.url + path, {
        body,
        headers: { ...headers, Cookie: `${browser.cookie}` },
      });
      expect([path, stranger.status]).toEqual([path, 401]);
    }
    const Authorization = `Bearer ${phone.accessToken}`;
    const named = await call(`${api.url}/api/me`, {
      body: { nickname: 'x' },
      headers: { ...headers, Authorization },
    });
    expect(named.status).toBe(200);
    expect(await livingSessions(api)).toBe(1);
  });

  test('both are counted together', async () => {
    const api = await startApi();
    const phone = api.phone();
    await phone.signIn();
    for (let count = 0; count < 20; count += 1)
      await phone.post('/api/me', { nickname: `n${count}` }, ['PATCH', 'PUT', 'POST'][count % 3]);
    for (const method of ['PATCH', 'PUT', 'POST'])
      expect((await phone.post('/api/me', { nickname: 'x' }, method)).status).toBe(429);
    expect((await phone.post('/api/me/avatar/delete', {})).status).toBe(429);
  });

  test('only the upload’s takes a picture', async () => {
    const api = await startApi();
    const phone = api.phone();
    await phone.signIn();
    const headers = { 'Content-Type': 'image/png', Authorization: `Bearer ${phone.accessToken}` };
    for (const path of ['/api/me', '/api/me/delete', '/api/me/avatar/delete', '/api/sessions/delete']) {
      expect([path, (await call(api.url + path, { raw: await png(), headers })).status]).toEqual([path, 415]);
    }
  });
});
