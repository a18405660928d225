import { describe, expect, test } from '@jest/globals';
import type { Simulator } from '../simulator-options.ts';
import { accessToken, errcodeOf, fetchWxacode, simulatorForTest } from '../test-support.ts';

const ORDER = { scene: 'abc', check_path: false };

function fetchToken(simulator: Simulator, change: Record<string, string> = {}): Promise<Response> {
  const query = new URLSearchParams({
    grant_type: 'client_credential',
    appid: simulator.appId,
    secret: simulator.appSecret,
    ...change,
  });
  return fetch(`${simulator.url}/cgi-bin/token?${query}`);
}

describe('token', () => {
  test('every fetch kills the last token and leaves the stable one alone', async () => {
    const simulator = await simulatorForTest();
    const stable = await accessToken(simulator);
    const first = (await (await fetchToken(simulator)).json()) as {
      access_token: string;
      expires_in: number;
    };
    const second = (await (await fetchToken(simulator)).json()) as { access_token: string };
    expect(first.expires_in).toBe(7200);
    expect(second.access_token).not.toBe(first.access_token);
    expect(await errcodeOf(fetchWxacode(simulator, first.access_token, ORDER))).toBe(40001);
    for (const token of [second.access_token, stable]) {
      expect((await fetchWxacode(simulator, token, ORDER)).headers.get('content-type')).toBe('image/jpeg');
    }
    expect(await accessToken(simulator)).toBe(stable);
  });

  test.each([
    [{ appid: '' }, 41002],
    [{ secret: '' }, 41004],
    [{ appid: 'wx1111111111111111' }, 40013],
    [{ secret: 'x' }, 40125],
    [{ grant_type: '' }, 40002],
  ])('refuses %j with %i', async (change, errcode) => {
    const simulator = await simulatorForTest();
    expect(await errcodeOf(fetchToken(simulator, change as Record<string, string>))).toBe(errcode);
  });

  test('wants GET', async () => {
    const simulator = await simulatorForTest();
    expect(await errcodeOf(fetch(`${simulator.url}/cgi-bin/token`, { method: 'POST' }))).toBe(43001);
  });
});
