import { describe, expect, test } from '@jest/globals';
import type { Simulator } from './simulator-options.ts';
import {
  accessToken,
  errcodeOf,
  fetchSession,
  fetchStableToken,
  fetchWxacode,
  postJson,
  rawRequest,
  simulatorForTest,
} from './test-support.ts';

async function get(simulator: Simulator, path: string): Promise<unknown> {
  return (await fetch(simulator.url + path)).json();
}

describe('control calls', () => {
  test('list, add, replace and remove people', async () => {
    const simulator = await simulatorForTest();
    const listed = (await get(simulator, '/control/people')) as { people: { id: string; openid: string }[] };
    expect(listed.people.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(listed.people[0]?.openid).toBe(simulator.people.openid('a'));
    const added = await postJson(`${simulator.url}/control/people`, {
      id: 'd',
      label: '手机丁',
      unionid: 'u',
    });
    expect(added.status).toBe(201);
    await postJson(`${simulator.url}/control/people`, { id: 'a', label: '手机甲', blocked: true });
    expect(await errcodeOf(fetchSession(simulator, simulator.loginCode('a')))).toBe(40226);
    const remove = () => fetch(`${simulator.url}/control/people/d`, { method: 'DELETE' });
    expect((await remove()).status).toBe(204);
    expect((await remove()).status).toBe(404);
    expect(simulator.people.list().map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });

  test('give a login code for a person', async () => {
    const simulator = await simulatorForTest();
    const answer = await postJson(`${simulator.url}/control/login-code`, { person: 'b' });
    const { code } = (await answer.json()) as { code: string };
    expect(await (await fetchSession(simulator, code)).json()).toMatchObject({
      openid: simulator.people.openid('b'),
    });
    expect((await postJson(`${simulator.url}/control/login-code`, { person: 'nobody' })).status).toBe(404);
  });

  test('order faults, show what is left of them, take them back', async () => {
    const simulator = await simulatorForTest();
    const url = `${simulator.url}/control/faults`;
    const fault = { kind: 'errcode', errcode: -1 };
    expect((await postJson(url, { endpoint: 'stable_token', fault, times: 2 })).status).toBe(201);
    expect((await postJson(url, { endpoint: 'token', fault: { kind: 'hang' }, times: null })).status).toBe(
      201,
    );
    expect(await errcodeOf(fetchStableToken(simulator))).toBe(-1);
    expect(await get(simulator, '/control/faults')).toEqual({
      faults: [
        { endpoint: 'stable_token', fault, times: 1 },
        { endpoint: 'token', fault: { kind: 'hang', processed: false }, times: null },
      ],
    });
    expect((await fetch(url, { method: 'DELETE' })).status).toBe(204);
    expect(await errcodeOf(fetchStableToken(simulator))).toBeUndefined();
  });

  test.each([undefined, 40001, 40014, 42001])('expire the token with %p', async (errcode) => {
    const simulator = await simulatorForTest();
    const token = await accessToken(simulator);
    await postJson(`${simulator.url}/control/expire-token`, { errcode });
    expect(await errcodeOf(fetchWxacode(simulator, token, { scene: 'a' }))).toBe(errcode ?? 42001);
    const next = await accessToken(simulator);
    expect(next).not.toBe(token);
    expect((await fetchWxacode(simulator, next, { scene: 'a' })).headers.get('content-type')).toBe(
      'image/jpeg',
    );
  });

  test('move the clock', async () => {
    const simulator = await simulatorForTest();
    const code = simulator.loginCode('a');
    const answer = await postJson(`${simulator.url}/control/clock`, { advanceMilliseconds: 300_000 });
    const { now } = (await answer.json()) as { now: string };
    expect(Date.parse(now)).toBeGreaterThanOrEqual(Date.now() + 290_000);
    expect(await errcodeOf(fetchSession(simulator, code))).toBe(40029);
  });

  test('set what is published', async () => {
    const simulator = await simulatorForTest();
    const initial = { pages: ['pages/login/index'], envVersions: ['release', 'trial', 'develop'] };
    expect(await get(simulator, '/control/published')).toEqual(initial);
    await postJson(`${simulator.url}/control/published`, { pages: [] });
    const token = await accessToken(simulator);
    expect(await errcodeOf(fetchWxacode(simulator, token, { scene: 'a' }))).toBe(41030);
    expect(await get(simulator, '/control/published')).toEqual({ ...initial, pages: [] });
  });

  test('list calls, of one endpoint too', async () => {
    const simulator = await simulatorForTest();
    await fetchStableToken(simulator);
    await fetchSession(simulator, 'unknown');
    expect(await get(simulator, '/control/calls')).toEqual({ calls: simulator.calls() });
    expect(await get(simulator, '/control/calls?endpoint=jscode2session')).toEqual({
      calls: [expect.objectContaining({ endpoint: 'jscode2session', errcode: 40029 })],
    });
    expect((await fetch(`${simulator.url}/control/calls?endpoint=other`)).status).toBe(400);
  });

  test('reset everything', async () => {
    const simulator = await simulatorForTest();
    const code = simulator.loginCode('a');
    const token = await accessToken(simulator);
    simulator.people.remove('a');
    simulator.people.add({ id: 'x', label: 'X' });
    simulator.publish({ pages: [] });
    simulator.fault('stable_token', { kind: 'errcode', errcode: -1 }, null);
    simulator.advanceClock(1e9);
    expect((await fetch(`${simulator.url}/control/reset`, { method: 'POST' })).status).toBe(204);
    expect(simulator.people.list().map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(simulator.now()).toBeLessThan(Date.now() + 1e8);
    expect(simulator.calls()).toEqual([]);
    expect(await errcodeOf(fetchSession(simulator, code))).toBe(40029);
    expect(await errcodeOf(fetchWxacode(simulator, token, { scene: 'a' }))).toBe(40001);
    expect(await accessToken(simulator)).toHaveLength(512);
  });
});

describe('bad control calls', () => {
  test.each([
    ['an unknown endpoint', '/control/faults', { endpoint: 'other', fault: { kind: 'hang' } }, /^endpoint: /],
    ['an unknown fault', '/control/faults', { endpoint: 'token', fault: { kind: 'fire' } }, /^fault\.kind: /],
    [
      'errcode 0',
      '/control/faults',
      { endpoint: 'token', fault: { kind: 'errcode', errcode: 0 } },
      /^fault\.errcode: /,
    ],
    ['times 0', '/control/faults', { endpoint: 'token', fault: { kind: 'hang' }, times: 0 }, /^times: /],
    ['a field too many', '/control/reset', { now: true }, /now/],
    ['a clock that goes back', '/control/clock', { advanceMilliseconds: -1 }, /^advanceMilliseconds: /],
    ['a bad id', '/control/people', { id: 'a b', label: 'x' }, /^id: /],
    ['a wrong errcode', '/control/expire-token', { errcode: 40029 }, /^errcode: /],
    ['no object', '/control/clock', 7, /object/],
  ])('%s is 400 and says where', async (_what, path, body, detail) => {
    const simulator = await simulatorForTest();
    const answer = await postJson(simulator.url + path, body);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(await answer.json()).toMatchObject({
      status: 400,
      code: 'invalid_request',
      detail: expect.stringMatching(detail),
    });
  });

  test('wrong method, path, content type, size and syntax', async () => {
    const simulator = await simulatorForTest();
    const post = (headers: Record<string, string>, body: string) =>
      rawRequest(simulator.url, '/control/clock', { method: 'POST', headers, body });
    const get = await fetch(`${simulator.url}/control/clock`);
    expect([get.status, get.headers.get('allow')]).toEqual([405, 'POST']);
    expect((await fetch(`${simulator.url}/control/nothing`)).status).toBe(404);
    expect((await fetch(`${simulator.url}/control/people/%ff`, { method: 'DELETE' })).status).toBe(400);
    expect((await post({ 'content-type': 'text/plain' }, '{"advanceMilliseconds":1}')).status).toBe(415);
    expect((await post({ 'content-type': 'application/json' }, '{')).status).toBe(400);
    expect((await post({ 'content-type': 'application/json' }, ' '.repeat(3_000_000))).status).toBe(413);
  });
});
