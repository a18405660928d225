import { describe, expect, test } from '@jest/globals';
import { createApiClient, type ApiAnswer } from './api-client.ts';
import { systemTimers } from './clock.ts';

const SECRET = 'the-verifier-nobody-may-see';
const read = (body: unknown): unknown => body ?? 'empty';

async function ask(response: Response | Error): Promise<{ answer: ApiAnswer<unknown>; init: RequestInit }> {
  let seen: RequestInit = {};
  const client = createApiClient({
    baseUrl: 'https://login.example.com',
    crossOrigin: true,
    credentials: 'include',
    timers: systemTimers,
    fetch: (_url, init) => {
      seen = init;
      return response instanceof Error ? Promise.reject(response) : Promise.resolve(response);
    },
  });
  const answer = await client.call('/api/session', read, { body: { verifier: SECRET } });
  return { answer, init: seen };
}

test('a secret in a body follows no redirect and is kept in no cache', async () => {
  const { init } = await ask(Response.json({}));
  expect(init).toMatchObject({ redirect: 'error', cache: 'no-store', method: 'POST' });
  expect(init.body).toBe(JSON.stringify({ verifier: SECRET }));
});

describe('answers', () => {
  const problem = (status: number, body: BodyInit | null, headers = {}): Response =>
    new Response(body, { status, headers });

  test.each<[string, Response | Error, object]>([
    ['a 204', new Response(null, { status: 204 }), { kind: 'ok', body: 'empty' }],
    ['no network', new TypeError(`failed with ${SECRET}`), { kind: 'unreachable' }],
    ['a captive portal', new Response('<html>'), { kind: 'unreachable' }],
    ['one of our codes', problem(409, '{"code":"scene_taken"}'), { kind: 'problem', code: 'scene_taken' }],
    ['a code that is not ours', problem(400, '{"code":"teapot"}'), { kind: 'problem', code: 'internal' }],
    ['a firewall in front', problem(403, '<html>'), { kind: 'problem', code: 'blocked_by_firewall' }],
    ['a code that is not ours, at 403', problem(403, '{"code":"teapot"}'), { code: 'internal' }],
    ['a code of the prototype', problem(400, '{"code":"toString"}'), { code: 'internal' }],
    [
      'a proxy that is full',
      problem(429, 'slow', { 'retry-after': '7' }),
      { code: 'rate_limited', retryAfterMs: 7000 },
    ],
    [
      'a wait beyond reason',
      problem(503, '', { 'retry-after': '86400' }),
      { code: 'unavailable', retryAfterMs: 60_000 },
    ],
    [
      'a date to wait for',
      problem(503, '', { 'retry-after': 'Fri, 20 Nov 2026 12:00:00 GMT' }),
      { retryAfterMs: null },
    ],
  ])('%s', async (_name, response, expected) => {
    const { answer } = await ask(response);
    expect(answer).toMatchObject(expected);
    expect(JSON.stringify(answer)).not.toContain(SECRET);
  });
});
