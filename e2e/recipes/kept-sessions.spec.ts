import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterTest } from '../support/after-test.ts';
import { notRun } from '../support/not-run.ts';
import { CURL_KEEP_SESSION, LANGUAGES } from './support/languages.ts';
import { SITE_API_KEY, SITE_ORIGIN, startMaqiao, type Maqiao } from './support/maqiao.ts';
import { check, startBackend } from './support/programs.ts';

jest.setTimeout(180_000); // compiling Go and Java beside other work

let maqiao: Maqiao;
beforeAll(async () => {
  maqiao = await startMaqiao();
});
afterAll(() => maqiao.stop());

const DAY = 86_400_000;
const environment = (url = maqiao.url) => ({ MAQIAO_URL: url, SITE_ORIGIN, SITE_API_KEY });

const sidOf = (token: string) =>
  (JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { sid: string }).sid;

/** A server in Maqiao's place, which knows everybody and answers so when a session is to be kept. */
async function answering(status: number): Promise<string> {
  const server = createServer((request, response) => {
    const keeps = request.url === '/api/sessions/sid-1/keep' && request.method === 'POST';
    const body = { active: true, aud: SITE_ORIGIN, sub: 'person', sid: 'sid-1', openid: 'openid', exp: 1 };
    response.writeHead(keeps ? status : 200, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterTest(() => {
    server.closeAllConnections();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe.each(LANGUAGES)('issue 13, number 2: a backend in $name', ({ name, missing, introspect }) => {
  if (missing !== undefined || !introspect) {
    notRun(`keeping a session in ${name}`, missing ?? 'it has no backend');
    return;
  }

  const login = async (url: string, token: string) => {
    const backend = await startBackend(introspect, environment(url));
    afterTest(() => backend.stop());
    const headers = { Authorization: `Bearer ${token}` };
    const answer = await fetch(`${backend.url}/login`, { method: 'POST', headers });
    return { status: answer.status, cookies: answer.headers.getSetCookie().join() };
  };

  test('keeps the session for as long as its own cookie lives', async () => {
    const token = await maqiao.tokenFor(SITE_ORIGIN);
    const { status, cookies } = await login(maqiao.url, token);
    expect(status).toBe(204);
    expect(cookies).toMatch(/max-age=604800/i);
    const days = ((maqiao.keptUntil(sidOf(token)) ?? 0) - Date.now()) / DAY;
    expect(days).toBeGreaterThan(6.9);
    expect(days).toBeLessThanOrEqual(7);
  });

  test.each([
    [410, 401],
    [400, 503],
    [404, 503],
    [500, 503],
  ])('which is answered %s: the sign-in is answered %s', async (answered, expected) => {
    expect((await login(await answering(answered), 'a.b.c')).status).toBe(expected);
  });
});

test('issue 13, number 2: curl keeps a session, says until when, and that one has ended', async () => {
  const sid = sidOf(await maqiao.tokenFor(SITE_ORIGIN));
  const keep = (id: string, more: Record<string, string> = {}, url?: string) =>
    check(CURL_KEEP_SESSION, { ...environment(url), ...more }, id);
  const kept = await keep(sid, { SESSION_SECONDS: String((2 * DAY) / 1000) });
  expect(kept).toMatchObject({ status: 0, err: '' });
  expect(Date.parse(kept.out)).toBe(maqiao.keptUntil(sid));
  expect((Date.parse(kept.out) - Date.now()) / DAY).toBeCloseTo(2, 2);
  expect(await keep('unknown')).toMatchObject({ status: 1, out: '' });
  for (const refused of ['', '../users/x', '$(id)']) expect(await keep(refused)).toMatchObject({ status: 1 });
  expect(await keep(sid, { SESSION_SECONDS: '0' })).toMatchObject({ status: 2, out: '' });
  expect(await keep(sid, { SITE_API_KEY: 'another-key-of-some-length' })).toMatchObject({
    status: 2,
    out: '',
  });
  expect(await keep(sid, {}, 'http://127.0.0.1:9')).toMatchObject({ status: 2, out: '' });
});
