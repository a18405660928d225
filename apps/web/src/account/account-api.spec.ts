import { describe, expect, test } from '@jest/globals';
import { accountApi, type AccountCallError } from './account-api.ts';

/** A server that answers every call like this, and keeps what it was asked. */
function server(status: number, body: unknown) {
  const asked: { url: string; init: RequestInit }[] = [];
  const fetchFrom = ((url: string, init: RequestInit) => {
    asked.push({ url, init });
    return status === 0
      ? Promise.reject(new TypeError('no network'))
      : Promise.resolve(new Response(status === 204 ? null : JSON.stringify(body), { status }));
  }) as typeof fetch;
  return { asked, fetchFrom };
}

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'none',
    (error: AccountCallError) => error.code,
  );

describe('the calls of the account page', () => {
  test('carry the token and no cookie; every change is a POST with a body', async () => {
    const { asked, fetchFrom } = server(204, null);
    const api = accountApi(() => Promise.resolve('token'), fetchFrom);
    await api.endApp('a/b');
    await api.endBrowser('one', true);
    await api.setPicture(new Blob(['x'], { type: 'image/png' }));
    expect(asked.map(({ url, init }) => [init.method, url])).toEqual([
      ['POST', '/api/me/apps/a%2Fb/delete'],
      ['POST', '/api/sessions/one/delete'],
      ['POST', '/api/me/avatar'],
    ]);
    for (const { init } of asked) {
      expect(init).toMatchObject({ credentials: 'omit', redirect: 'error' });
      expect(init.headers).toMatchObject({
        Authorization: 'Bearer token',
        'Content-Type': expect.anything(),
      });
    }
    expect(asked[1]?.init.body).toBe('{"reason":"not_me"}');
    expect(asked[2]?.init.headers).toMatchObject({ 'Content-Type': 'image/png' });
  });

  test.each([
    [401, { code: 'step_up_required' }, 'step_up_required'],
    [409, { code: 'a_code_of_a_newer_server' }, 'internal'],
    [403, '<h1>', 'blocked_by_firewall'],
    [0, null, 'offline'],
  ])('a failure, %d %j, is %s', async (status, body, code) => {
    const { fetchFrom } = server(status, body);
    expect(await codeOf(accountApi(() => Promise.resolve('token'), fetchFrom).me())).toBe(code);
  });

  test('without a token nothing is asked', async () => {
    const { asked, fetchFrom } = server(200, {});
    expect(await codeOf(accountApi(() => Promise.resolve(null), fetchFrom).me())).toBe('offline');
    expect(asked).toEqual([]);
  });
});
