import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { ADMIN_KEY, startSessionsApp, type SessionsApp } from '../../test/sessions-app.ts';

const METRICS_TOKEN = 'a-metrics-token-of-some-length';
const DAY = 86_400_000;
/** A minute of the limits is one of the real clock, which no test waits for. */
const ALLOWED = 30;

afterEach(() => {
  jest.restoreAllMocks();
});

async function owned() {
  const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
  const api = await startSessionsApp({ TRUST_PROXY: '1', METRICS_TOKEN });
  warn.mockClear(); // of the start
  return { api, warn };
}

async function ask(api: SessionsApp, ip: string, key: string | null, url = '/api/users') {
  const headers = { 'x-forwarded-for': ip, ...(key !== null && { authorization: `Bearer ${key}` }) };
  const answer = await api.app.inject({ url, headers });
  const body = answer.statusCode === 200 ? {} : answer.json<{ code: string; detail: string }>();
  return { status: answer.statusCode, retryAfter: answer.headers['retry-after'], ...body };
}

async function guess(api: SessionsApp, ip: string, times = ALLOWED) {
  for (let count = 0; count < times; count += 1) {
    expect(await ask(api, ip, `guess-${count}`)).toMatchObject({ status: 401, code: 'invalid_token' });
  }
}

test.each(['/api/users', '/api/stats', '/metrics'])(
  'after thirty wrong keys an address gets 429 from %s for right and wrong keys',
  async (url) => {
    const { api } = await owned();
    await guess(api, '203.0.113.5');
    const right = url === '/metrics' ? METRICS_TOKEN : ADMIN_KEY;
    for (const key of ['another-guess', right]) {
      const answer = await ask(api, '203.0.113.5', key, url);
      expect(answer).toMatchObject({ status: 429, code: 'rate_limited' });
      expect(Number(answer.retryAfter)).toBeGreaterThan(0);
    }
    expect((await ask(api, '203.0.113.6', right, url)).status).toBe(200);
    // The same network counts together: IPv6 hands out addresses by the billion.
    await guess(api, '2001:db8:1:2::1');
    expect((await ask(api, '2001:db8:1:2:ffff::1', right, url)).status).toBe(429);
  },
);

test('introspection counts too, before its body is looked at', async () => {
  const { api } = await owned();
  await guess(api, '203.0.113.5');
  const headers = { 'x-forwarded-for': '203.0.113.5', authorization: 'Bearer x' };
  const answer = await api.app.inject({ method: 'POST', url: '/api/introspect', headers, payload: {} });
  expect(answer.statusCode).toBe(429);
});

test('an address that has used the right key is accepted for a day, also while others guess there', async () => {
  const { api } = await owned();
  expect((await ask(api, '203.0.113.5', ADMIN_KEY)).status).toBe(200);
  await guess(api, '203.0.113.5');
  expect((await ask(api, '203.0.113.5', 'another-guess')).status).toBe(429);
  expect((await ask(api, '203.0.113.5', ADMIN_KEY)).status).toBe(200);
  api.clock.advance(DAY + 1);
  expect((await ask(api, '203.0.113.5', ADMIN_KEY)).status).toBe(429);
});

describe('issue 12, number 7: an address that has used the right key', () => {
  const BACKEND = '203.0.113.5';
  /** Of wrong keys in a day, where the right one is used. */
  const FORGIVEN = 1_000;

  test('gets 429 for right and wrong keys after a thousand wrong ones in a day', async () => {
    const { api } = await owned();
    expect((await ask(api, BACKEND, ADMIN_KEY)).status).toBe(200);
    for (let count = 0; count < FORGIVEN; count += 1) await ask(api, BACKEND, `guess-${count}`);
    // Somebody behind the same address cannot lock the backend out by less.
    expect((await ask(api, BACKEND, ADMIN_KEY)).status).toBe(200);
    expect((await ask(api, BACKEND, 'one-guess-too-many')).status).toBe(429);
    expect((await ask(api, BACKEND, ADMIN_KEY)).status).toBe(429);
    expect((await ask(api, '203.0.113.6', ADMIN_KEY)).status).toBe(200);
  });

  test('is accepted with that key only, and cannot guess another', async () => {
    const { api } = await owned();
    expect((await ask(api, BACKEND, METRICS_TOKEN, '/metrics')).status).toBe(200);
    await guess(api, BACKEND);
    expect((await ask(api, BACKEND, ADMIN_KEY)).status).toBe(429);
    expect((await ask(api, BACKEND, METRICS_TOKEN, '/metrics')).status).toBe(200);
  });

  test('is known by its network: another address of the backend in the same /64 is accepted too', async () => {
    const { api } = await owned();
    expect((await ask(api, '2001:db8:1:2::1', ADMIN_KEY)).status).toBe(200);
    await guess(api, '2001:db8:1:2::9');
    expect((await ask(api, '2001:db8:1:2::2', ADMIN_KEY)).status).toBe(200);
  });
});

describe('issue 12, number 6: guesses of a household', () => {
  test('are counted in its /56 and its /48 too', async () => {
    const { api } = await owned();
    for (let link = 0; link < 4; link += 1) await guess(api, `2001:db8:1:${link}::1`);
    expect((await ask(api, '2001:db8:1:ff::1', 'another')).status).toBe(429);
    expect((await ask(api, '2001:db8:1:ff::1', ADMIN_KEY)).status).toBe(429);
    expect((await ask(api, '2001:db8:1:100::1', ADMIN_KEY)).status).toBe(200);
  });
});

test('a call without a key is not counted as a guess', async () => {
  const { api, warn } = await owned();
  for (let count = 0; count <= ALLOWED; count += 1) {
    expect((await ask(api, '203.0.113.5', null)).status).toBe(401);
  }
  expect((await ask(api, '203.0.113.5', ADMIN_KEY)).status).toBe(200);
  expect(warn).not.toHaveBeenCalled();
});

test('each wrong key is logged until the limit, and counted in the metrics; the key never appears', async () => {
  const { api, warn } = await owned();
  await guess(api, '203.0.113.5');
  for (let count = 0; count < 5; count += 1) await ask(api, '203.0.113.5', 'guess-again');
  expect(warn).toHaveBeenCalledTimes(ALLOWED);
  expect(warn.mock.calls[0]?.[0]).toMatchObject({ hint: expect.stringMatching(/another ADMIN_KEY/) });
  expect(JSON.stringify(warn.mock.calls)).not.toMatch(/guess-/);
  const headers = { 'x-forwarded-for': '203.0.113.9', authorization: `Bearer ${METRICS_TOKEN}` };
  const { body } = await api.app.inject({ url: '/metrics', headers });
  expect(body).toContain('maqiao_wrong_keys_total{key="ADMIN_KEY",answer="refused"} 30');
  expect(body).toContain('maqiao_wrong_keys_total{key="ADMIN_KEY",answer="limited"} 5');
  expect(body).toContain('maqiao_wrong_keys_total{key="METRICS_TOKEN",answer="limited"} 0');
});
