import { describe, expect, test } from '@jest/globals';
import { accessToken, errcodeOf, fetchStableToken, fetchWxacode, simulatorForTest } from '../test-support.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const ORDER = { scene: 'abc', check_path: false };

interface TokenAnswer {
  access_token: string;
  expires_in: number;
}

async function grant(answer: Promise<Response>): Promise<TokenAnswer> {
  return (await (await answer).json()) as TokenAnswer;
}

describe('stable_token', () => {
  test('gives a long token with its life in seconds, as JSON', async () => {
    const simulator = await simulatorForTest();
    const answer = await fetchStableToken(simulator, { force_refresh: false });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/json; encoding=utf-8');
    const granted = (await answer.json()) as TokenAnswer;
    expect(granted).toEqual({ access_token: expect.any(String), expires_in: 7200 });
    expect(granted.access_token).toMatch(/^[\w-]{512}$/);
  });

  test('repeats the same token with what is left of its life', async () => {
    const simulator = await simulatorForTest();
    const first = await grant(fetchStableToken(simulator));
    simulator.advanceClock(100 * MINUTE);
    const second = await grant(fetchStableToken(simulator));
    expect(second.access_token).toBe(first.access_token);
    expect(second.expires_in).toBeLessThanOrEqual(20 * 60);
    expect(second.expires_in).toBeGreaterThan(19 * 60);
  });

  test('renews five minutes early; old and new work until the old one ends of age', async () => {
    const simulator = await simulatorForTest();
    const old = await accessToken(simulator);
    simulator.advanceClock(116 * MINUTE);
    const renewed = await grant(fetchStableToken(simulator));
    expect(renewed.access_token).not.toBe(old);
    expect(renewed.expires_in).toBe(7200);
    expect((await fetchWxacode(simulator, old, ORDER)).headers.get('content-type')).toBe('image/jpeg');
    expect((await fetchWxacode(simulator, renewed.access_token, ORDER)).headers.get('content-type')).toBe(
      'image/jpeg',
    );
    simulator.advanceClock(5 * MINUTE);
    expect(await errcodeOf(fetchWxacode(simulator, old, ORDER))).toBe(42001);
  });

  test('a forced refresh kills the previous token at once', async () => {
    const simulator = await simulatorForTest();
    const old = await accessToken(simulator);
    const forced = await grant(fetchStableToken(simulator, { force_refresh: true }));
    expect(forced.access_token).not.toBe(old);
    expect(await errcodeOf(fetchWxacode(simulator, old, ORDER))).toBe(40001);
    expect(await accessToken(simulator)).toBe(forced.access_token);
  });

  test('forced refreshes are 30 s apart and twenty a day', async () => {
    const simulator = await simulatorForTest();
    const force = () => errcodeOf(fetchStableToken(simulator, { force_refresh: true }));
    expect(await force()).toBeUndefined();
    simulator.advanceClock(20 * SECOND);
    expect(await force()).toBe(45011);
    for (let count = 2; count <= 20; count++) {
      simulator.advanceClock(30 * SECOND);
      expect(await force()).toBeUndefined();
    }
    simulator.advanceClock(30 * SECOND);
    expect(await force()).toBe(45009);
    simulator.advanceClock(24 * 60 * MINUTE);
    expect(await force()).toBeUndefined();
  });

  test.each([
    [{ appid: 'wx1111111111111111' }, 40013],
    [{ secret: 'not the secret' }, 40125],
    [{ appid: undefined }, 41002],
    [{ secret: undefined }, 41004],
    [{ grant_type: 'authorization_code' }, 40002],
    [{ force_refresh: 'yes' }, 47001],
  ])('refuses %j with %i, status 200 and a request reference', async (change, errcode) => {
    const simulator = await simulatorForTest();
    const answer = await fetchStableToken(simulator, change);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({
      errcode,
      errmsg: expect.stringMatching(/ rid: [0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}$/),
    });
  });

  test('wants POST and JSON', async () => {
    const simulator = await simulatorForTest();
    const url = `${simulator.url}/cgi-bin/stable_token`;
    expect(await errcodeOf(fetch(url))).toBe(43002);
    expect(await errcodeOf(fetch(url, { method: 'POST', body: 'appid=x&secret=y' }))).toBe(47001);
    expect(await errcodeOf(fetch(url, { method: 'POST' }))).toBe(47001);
  });
});
