import type { OwnerUser, Statistics } from '@maqiao/shared';
import { describe, expect, jest, test } from '@jest/globals';
import { madeUpSecret } from '@maqiao/test-servers';
import { Logger } from '@nestjs/common';
import { afterThisTest } from './support/after-this-test.ts';
import { startLoggedServer } from './support/logged-server.ts';
import { startSessionsApp, type SessionsApp } from './sessions-app.ts';
import { WITH_API_DOCS } from './test-settings.ts';

const [SHOP, FORUM, LI, WANG] = ['shop', 'forum', 'li', 'wang'].map(madeUpSecret) as [
  string,
  string,
  string,
  string,
];
const BOTH = { SITE_API_KEY: `shop:${SHOP},forum:${FORUM}`, ADMIN_KEY: `li:${LI},wang:${WANG}` };

/** Every call that takes a key, and which setting’s keys it takes. */
const ROUTES = [
  ['owner', 'GET', '/api/stats'],
  ['owner', 'GET', '/api/audit'],
  ['owner', 'GET', '/api/users'],
  ['owner', 'PATCH', '/api/users/USER'],
  ['owner', 'POST', '/api/users/USER'],
  ['owner', 'DELETE', '/api/users/USER'],
  ['owner', 'POST', '/api/users/USER/delete'],
  ['owner', 'GET', '/api/users/duplicates'],
  ['owner', 'POST', '/api/users/USER/merge'],
  ['owner', 'DELETE', '/api/users/USER/merge'],
  ['owner', 'GET', '/api/clients'],
  ['owner', 'POST', '/api/clients'],
  ['owner', 'GET', '/api/clients/c1'],
  ['owner', 'PATCH', '/api/clients/c1'],
  ['owner', 'POST', '/api/clients/c1'],
  ['owner', 'DELETE', '/api/clients/c1'],
  ['owner', 'POST', '/api/clients/c1/delete'],
  ['owner', 'POST', '/api/clients/c1/rotate-secret'],
  ['both', 'GET', '/api/users/USER'],
  ['site', 'POST', '/api/introspect'],
  ['site', 'DELETE', '/api/sessions/s1'],
  ['site', 'POST', '/api/sessions/s1/delete'],
  ['site', 'PUT', '/api/sessions/s1/keep'],
  ['site', 'POST', '/api/sessions/s1/keep'],
] as const;

/** Calls that are a POST of their own: the others stand for another method, and are documented with that one. */
const ONLY_POST = [
  '/api/introspect',
  '/api/users/USER/merge',
  '/api/clients',
  '/api/clients/c1/rotate-secret',
];

const BODIES = [
  ['clients', { client_name: 'x', redirect_uris: ['https://shop.example.com/callback'] }],
  ['c1', { client_name: 'x' }],
  ['rotate-secret', {}],
  ['USER', { blocked: false }],
  ['introspect', { token: 'x' }],
  ['keep', { expiresIn: 60 }],
  ['merge', { into: 'nobody' }],
  ['delete', {}],
] as const;

async function call({ app, user }: SessionsApp, method: string, path: string, key: string) {
  const [, body] = BODIES.find(([ending]) => path.endsWith(ending)) ?? [];
  const answer = await app.inject({
    method: method as 'GET',
    url: path.replace('USER', user.id),
    headers: { authorization: `Bearer ${key}` },
    ...(body !== undefined && method !== 'GET' && method !== 'DELETE' && { payload: body }),
  });
  return { status: answer.statusCode, text: answer.body };
}

describe('issue 13, number 8: each key opens only the calls of its setting', () => {
  test.each(ROUTES)('for the %s: %s %s', async (holder, method, path) => {
    const api = await startSessionsApp(BOTH);
    const opens = async (key: string) => {
      const { status, text } = await call(api, method, path, key);
      // There is no session s1 and no client c1, and no person whom a key before has deleted: a call with the right key
      // gets 410 or 404.
      if (status < 300 || status === 410 || status === 404) return true;
      expect([status, text]).toEqual([401, expect.stringContaining('invalid_token')]);
      return false;
    };
    for (const key of [SHOP, FORUM]) expect(await opens(key)).toBe(holder !== 'owner');
    for (const key of [LI, WANG]) expect(await opens(key)).toBe(holder !== 'site');
    expect(await opens(madeUpSecret('nobody'))).toBe(false);
    expect(await opens(`li:${LI}`)).toBe(false);
  });

  test('there is no other call that a key opens', async () => {
    const { app } = await startSessionsApp({ ...BOTH, ...WITH_API_DOCS });
    const { paths } = (await app.inject({ url: '/api/docs-json' })).json<{
      paths: Record<string, Record<string, { summary?: string }>>;
    }>();
    const keyed = Object.entries(paths).flatMap(([path, calls]) =>
      Object.entries(calls)
        .filter(([, { summary }]) => /SITE_API_KEY|ADMIN_KEY/.test(summary ?? ''))
        .map(([method]) => `${method.toUpperCase()} ${path}`),
    );
    const listed = ROUTES.filter(([, method, path]) => method !== 'POST' || ONLY_POST.includes(path)).map(
      ([, method, path]) => `${method} ${path.replace(/USER|s1|c1/, '{id}')}`,
    );
    expect(keyed.sort()).toEqual(listed.sort());
  });

  test('a key of the other setting gets an answer that says so, and does not count as a guess', async () => {
    const api = await startSessionsApp(BOTH);
    for (let count = 0; count < 40; count += 1) {
      const { text } = await call(api, 'GET', '/api/users', SHOP);
      expect(text).toContain('This key is of SITE_API_KEY. This call takes one of ADMIN_KEY.');
    }
    expect((await call(api, 'GET', '/api/users', LI)).status).toBe(200);
  });

  test('an address that has guessed too often gets 429 for a key of the other setting too', async () => {
    const api = await startSessionsApp(BOTH);
    for (let count = 0; count < 30; count += 1) await call(api, 'GET', '/api/users', `guess-${count}`);
    expect((await call(api, 'GET', '/api/users', SHOP)).status).toBe(429);
  });

  test('one key used at an address does not allow guessing another of the same setting there', async () => {
    const api = await startSessionsApp(BOTH);
    expect((await call(api, 'GET', '/api/users', LI)).status).toBe(200);
    for (let count = 0; count < 30; count += 1) await call(api, 'GET', '/api/users', `guess-${count}`);
    expect((await call(api, 'GET', '/api/users', WANG)).status).toBe(429);
    expect((await call(api, 'GET', '/api/users', LI)).status).toBe(200);
  });

  test('a backend reads a person by id, and by nothing else', async () => {
    const api = await startSessionsApp(BOTH);
    const { status, text } = await call(api, 'GET', '/api/users/USER', SHOP);
    expect([status, (JSON.parse(text) as OwnerUser).openid]).toEqual([200, 'oLi']);
    expect((await call(api, 'GET', '/api/users/oLi', SHOP)).status).toBe(404);
  });

  test('a key that is taken out of the settings stops with the next start, and the others go on', async () => {
    const api = await startSessionsApp({ ...BOTH, SITE_API_KEY: `forum:${FORUM}` });
    expect((await call(api, 'POST', '/api/introspect', SHOP)).status).toBe(401);
    expect((await call(api, 'POST', '/api/introspect', FORUM)).status).toBe(200);
  });

  test('without SITE_API_KEY there are no calls of a backend, and the owner’s go on', async () => {
    const api = await startSessionsApp({ SITE_API_KEY: '', ADMIN_KEY: LI });
    expect((await call(api, 'POST', '/api/introspect', LI)).status).toBe(404);
    expect((await call(api, 'GET', '/api/users/USER', LI)).status).toBe(200);
    expect((await call(api, 'GET', '/api/stats', LI)).status).toBe(200);
  });
});

describe('issue 13, number 8: the old key, for one version', () => {
  const startWithOldKey = async (environment: Record<string, string>) => {
    const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    afterThisTest(() => warn.mockRestore());
    const api = await startSessionsApp({ ADMIN_KEY: '', ...environment });
    const warnings = () => warn.mock.calls.filter(([said]) => String(said).includes('ADMIN_KEY is not set'));
    return { api, warnings };
  };

  test('SITE_API_KEY opens the owner’s calls while there is no ADMIN_KEY, with one warning at the start', async () => {
    const { api, warnings } = await startWithOldKey({ SITE_API_KEY: SHOP });
    for (const [, method, path] of ROUTES) {
      expect((await call(api, method, path, SHOP)).status).toBeLessThan(500);
      if (method === 'GET') expect((await call(api, method, path, SHOP)).status).not.toBe(401);
    }
    expect(warnings()).toHaveLength(1);
    const page = await call(api, 'GET', '/api/stats', SHOP);
    expect((JSON.parse(page.text) as Statistics).key).toEqual({ setting: 'SITE_API_KEY', name: 'default' });
  });

  test('with an ADMIN_KEY it does not, and there is no warning', async () => {
    const { api, warnings } = await startWithOldKey(BOTH);
    expect((await call(api, 'GET', '/api/stats', SHOP)).status).toBe(401);
    expect(warnings()).toEqual([]);
    const page = await call(api, 'GET', '/api/stats', WANG);
    expect((JSON.parse(page.text) as Statistics).key).toEqual({ setting: 'ADMIN_KEY', name: 'wang' });
  });
});

test('issue 13, number 8: the log and the metrics contain the name of the key, and never the key', async () => {
  const token = madeUpSecret('metrics');
  const server = await startLoggedServer({ ...BOTH, METRICS_TOKEN: token });
  const ask = async (path: string, key: string, method = 'GET', body?: object) => {
    const answer = await fetch(server.url + path, {
      method,
      headers: { Authorization: `Bearer ${key}`, ...(body && { 'Content-Type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: answer.status, text: await answer.text() };
  };
  const { text: session } = await ask('/api/mini-program/session', 'none', 'POST', {
    code: server.simulator.loginCode('a'),
  });
  const { accessToken } = JSON.parse(session) as { accessToken: string };
  const { id } = JSON.parse((await ask('/api/me', accessToken)).text) as { id: string };
  expect((await ask(`/api/users/${id}`, FORUM)).status).toBe(200);
  expect((await ask(`/api/users/${id}`, WANG, 'PATCH', { blocked: true })).status).toBe(200);
  expect((await ask(`/api/users/${id}`, LI, 'DELETE')).status).toBe(204);
  expect((await ask('/api/stats', SHOP)).status).toBe(401);
  const { text: metrics } = await ask('/metrics', token);
  const output = await server.log();

  for (const line of [
    'maqiao_key_calls_total{key="SITE_API_KEY",name="shop"} 0',
    'maqiao_key_calls_total{key="SITE_API_KEY",name="forum"} 1',
    'maqiao_key_calls_total{key="ADMIN_KEY",name="wang"} 1',
  ])
    expect(metrics).toContain(line);
  const lines = output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  const about = (wanted: object) =>
    lines.filter((line) => Object.entries(wanted).every(([k, v]) => line[k] === v));
  expect(about({ kind: 'blocked', user: id })).toMatchObject([{ key: 'ADMIN_KEY', keyName: 'wang' }]);
  expect(about({ kind: 'account_deleted', user: id })).toMatchObject([{ key: 'ADMIN_KEY', keyName: 'li' }]);
  expect(about({ path: `/api/users/${id}`, method: 'GET' })).toMatchObject([
    { key: 'SITE_API_KEY', keyName: 'forum' },
  ]);
  for (const line of about({ path: '/api/stats' })) expect(line).not.toHaveProperty('keyName');
  for (const key of [SHOP, FORUM, LI, WANG, token]) expect(output + metrics).not.toContain(key);
});
