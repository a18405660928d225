import { describe, expect, jest, test } from '@jest/globals';
import { loginResult, sessionSummary } from '@maqiao/shared/schemas';
import { decodeJwt } from 'jose';
import { OTHER_ORIGIN, startSessionsApp, type SessionsApp } from '../../test/sessions-app.ts';
import { ApiError } from '../platform/http/api-error.ts';
import { WechatClient } from '../wechat/wechat-client.ts';

const NAME = '__Host-maqiao';

async function call(
  { app }: SessionsApp,
  method: 'GET' | 'POST' | 'DELETE',
  url: string,
  { token, cookie, body }: { token?: string; cookie?: string; body?: object } = {},
) {
  const response = await app.inject({
    method,
    url,
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(cookie !== undefined && { cookie: `${NAME}=${cookie}` }),
    },
    ...(body && { payload: body }),
  });
  const text = response.body;
  return {
    status: response.statusCode,
    body: (text === '' ? null : JSON.parse(text)) as unknown,
    setCookie: [response.headers['set-cookie'] ?? []].flat(),
    cacheControl: response.headers['cache-control'],
  };
}

describe('POST /api/session/refresh', () => {
  test('answers a LoginResult for the session’s origin, and the next cookie', async () => {
    const api = await startSessionsApp();
    const { cookie } = await api.browser('s1', { origin: OTHER_ORIGIN });
    const answer = await call(api, 'POST', '/api/session/refresh', { cookie });
    expect(answer).toMatchObject({ status: 200, cacheControl: 'no-store' });
    const { accessToken } = loginResult.parse(answer.body);
    expect(decodeJwt(accessToken)).toMatchObject({ sub: api.user.id, aud: OTHER_ORIGIN, sid: 's1' });
    expect(answer.setCookie).toHaveLength(1);
    expect(answer.setCookie[0]).toContain(`${NAME}=s1.2.`);
  });

  test('without a cookie, or with a forged one, there is no session and no cookie is set', async () => {
    const api = await startSessionsApp();
    const { cookie } = await api.browser('s1');
    for (const presented of [undefined, cookie.replace('s1.1', 's1.2')]) {
      const answer = await call(api, 'POST', '/api/session/refresh', {
        ...(presented && { cookie: presented }),
      });
      expect(answer).toMatchObject({ status: 401, body: { code: 'no_session' }, setCookie: [] });
    }
  });

  describe('issue 13, number 9: a page that only asks whether somebody is signed in', () => {
    const asked = { body: { ifSignedIn: true } };

    test('gets 204 when nobody is signed in, or not any more', async () => {
      const api = await startSessionsApp();
      const { cookie } = await api.browser('s1');
      const nobody = { status: 204, body: null, setCookie: [] };
      expect(await call(api, 'POST', '/api/session/refresh', asked)).toMatchObject(nobody);
      const forged = { ...asked, cookie: cookie.replace('s1.1', 's1.2') };
      expect(await call(api, 'POST', '/api/session/refresh', forged)).toMatchObject(nobody);
      await call(api, 'DELETE', '/api/session', { cookie });
      expect(await call(api, 'POST', '/api/session/refresh', { ...asked, cookie })).toMatchObject(nobody);
    });

    test('gets the session when there is one', async () => {
      const api = await startSessionsApp();
      const { cookie } = await api.browser('s1');
      const answer = await call(api, 'POST', '/api/session/refresh', { ...asked, cookie });
      expect(answer.status).toBe(200);
      expect(() => loginResult.parse(answer.body)).not.toThrow();
    });

    test('gets an error for a cookie that was used twice, so that it is logged', async () => {
      const api = await startSessionsApp();
      const { cookie } = await api.browser('s1');
      for (let value = cookie, turn = 0; turn < 2; turn++) {
        const { setCookie } = await call(api, 'POST', '/api/session/refresh', { ...asked, cookie: value });
        value = /=([^;]+)/.exec(setCookie[0] ?? '')?.[1] ?? '';
      }
      const again = await call(api, 'POST', '/api/session/refresh', { ...asked, cookie });
      expect(again).toMatchObject({ status: 401, body: { code: 'session_revoked' } });
    });

    test('gets all other errors as before', async () => {
      const api = await startSessionsApp();
      const { cookie } = await api.browser('s1');
      await api.database.queries.updateTable('users').set({ blocked: 1 }).execute();
      const answer = await call(api, 'POST', '/api/session/refresh', { ...asked, cookie });
      expect(answer).toMatchObject({ status: 403, body: { code: 'login_blocked' } });
      const odd = { body: { ifSignedIn: 'yes' }, cookie };
      expect(await call(api, 'POST', '/api/session/refresh', odd)).toMatchObject({ status: 400 });
    });
  });

  test('a blocked person gets nothing', async () => {
    const api = await startSessionsApp();
    const { cookie } = await api.browser('s1');
    await api.database.queries.updateTable('users').set({ blocked: 1 }).execute();
    const answer = await call(api, 'POST', '/api/session/refresh', { cookie });
    expect(answer).toMatchObject({ status: 403, body: { code: 'login_blocked' }, setCookie: [] });
  });
});

describe('issue 12, number 7: on http, beside the planted cookie of another session', () => {
  async function planted() {
    const api = await startSessionsApp({ PUBLIC_URL: 'http://127.0.0.1:3000' });
    const [own, neighbours] = [await api.browser('own'), await api.browser('neighbours')];
    const send = (method: 'POST' | 'DELETE', url: string, ...values: string[]) =>
      api.app.inject({
        method,
        url,
        headers: { cookie: values.map((value) => `maqiao=${value}`).join('; ') },
      });
    const ended = async () => {
      const rows = await api.database.queries.selectFrom('sessions').select(['sid', 'revoked_at']).execute();
      return rows.filter(({ revoked_at }) => revoked_at !== null).map(({ sid }) => sid);
    };
    return { own: own.cookie, neighbours: neighbours.cookie, send, ended };
  }

  test('a refresh uses neither session, and advances neither cookie', async () => {
    const { own, neighbours, send, ended } = await planted();
    for (const pair of [
      [own, neighbours],
      [neighbours, own],
    ]) {
      const answer = await send('POST', '/api/session/refresh', ...pair);
      expect([answer.statusCode, answer.headers['set-cookie']]).toEqual([401, undefined]);
    }
    expect(await ended()).toEqual([]);
    expect((await send('POST', '/api/session/refresh', own)).statusCode).toBe(200);
  });

  test('signing out ends both sessions', async () => {
    const { own, neighbours, send, ended } = await planted();
    expect((await send('DELETE', '/api/session', neighbours, own)).statusCode).toBe(204);
    expect((await ended()).sort()).toEqual(['neighbours', 'own']);
  });
});

describe('DELETE /api/session', () => {
  test('ends the session and clears the cookie, also when it is repeated', async () => {
    const api = await startSessionsApp();
    const { cookie } = await api.browser('s1');
    for (const presented of [{ cookie }, { cookie }, {}]) {
      const answer = await call(api, 'DELETE', '/api/session', presented);
      expect(answer).toMatchObject({ status: 204, body: null });
      expect(answer.setCookie[0]).toMatch(/^__Host-maqiao=; .*Max-Age=0/);
    }
    await expect(api.sessions.requireLive('s1')).rejects.toMatchObject({ code: 'session_revoked' });
  });
});

describe('GET /api/sessions', () => {
  test('the phone and our own page see all of their person’s browsers, a page of another origin itself alone', async () => {
    const api = await startSessionsApp();
    const one = await api.browser('s1', { origin: OTHER_ORIGIN });
    const two = await api.browser('s2');
    await api.browser('s3', { user: await api.signIn('oWang') });
    const seen = async (token: string) => {
      const { body } = await call(api, 'GET', '/api/sessions', { token });
      return sessionSummary
        .array()
        .parse(body)
        .map(({ id, current }) => [id, current])
        .sort();
    };
    expect(await seen(await api.phoneToken())).toEqual([
      ['s1', false],
      ['s2', false],
    ]);
    expect(await seen(two.accessToken)).toEqual([
      ['s1', false],
      ['s2', true],
    ]);
    expect(await seen(one.accessToken)).toEqual([['s1', true]]);
  });
});

describe('DELETE /api/sessions/{id}', () => {
  test('the phone ends one of its own; a stranger’s is not found', async () => {
    const api = await startSessionsApp();
    await api.browser('s1');
    await api.browser('s2', { user: await api.signIn('oWang') });
    const token = await api.phoneToken();
    expect(await call(api, 'DELETE', '/api/sessions/s1', { token })).toMatchObject({ status: 204 });
    expect(await call(api, 'DELETE', '/api/sessions/s2', { token })).toMatchObject({
      status: 404,
      body: { code: 'not_found' },
    });
    await expect(api.sessions.requireLive('s1')).rejects.toMatchObject({ code: 'session_revoked' });
    await expect(api.sessions.requireLive('s2')).resolves.toBeDefined();
  });

  test('our own page ends one of its person; a page of another origin may not', async () => {
    const api = await startSessionsApp();
    const elsewhere = await api.browser('s1', { origin: OTHER_ORIGIN });
    const { accessToken } = await api.browser('s2');
    const refused = await call(api, 'DELETE', '/api/sessions/s2', { token: elsewhere.accessToken });
    expect(refused).toMatchObject({ status: 401, body: { code: 'invalid_token' } });
    expect(await call(api, 'DELETE', '/api/sessions/s1', { token: accessToken })).toMatchObject({
      status: 204,
    });
    await expect(api.sessions.requireLive('s1')).rejects.toMatchObject({ code: 'session_revoked' });
    await expect(api.sessions.requireLive('s2')).resolves.toBeDefined();
  });
});

describe('DELETE /api/sessions', () => {
  const loginCode = 'fresh-login-code';
  const exchange = ({ app }: SessionsApp) => jest.spyOn(app.get(WechatClient), 'exchangeLoginCode');

  test('with a fresh login code of the same person everything ends', async () => {
    const api = await startSessionsApp();
    await api.browser('s1');
    await api.browser('s2');
    const exchanged = exchange(api).mockResolvedValue({
      appId: 'wx0123456789abcdef',
      openid: 'oLi',
      sessionKey: 'new',
    });
    const answer = await call(api, 'DELETE', '/api/sessions', {
      token: await api.phoneToken(),
      body: { loginCode },
    });
    expect(answer).toMatchObject({ status: 204, body: null });
    expect(exchanged).toHaveBeenCalledWith(loginCode);
    expect(await api.sessions.list(api.user.id)).toEqual([]);
  });

  test('another person’s login code ends nothing', async () => {
    const api = await startSessionsApp();
    await api.browser('s1');
    exchange(api).mockResolvedValue({ appId: 'wx0123456789abcdef', openid: 'oWang', sessionKey: 'k' });
    const answer = await call(api, 'DELETE', '/api/sessions', {
      token: await api.phoneToken(),
      body: { loginCode },
    });
    expect(answer).toMatchObject({ status: 401, body: { code: 'invalid_login_code' } });
    expect(await api.sessions.list(api.user.id)).toHaveLength(1);
  });

  test('without a code, or when WeChat refuses it, nothing ends', async () => {
    const api = await startSessionsApp();
    await api.browser('s1');
    const token = await api.phoneToken();
    exchange(api).mockRejectedValue(new ApiError('invalid_login_code'));
    const refused = await call(api, 'DELETE', '/api/sessions', { token, body: { loginCode } });
    expect(refused).toMatchObject({ status: 401, body: { code: 'invalid_login_code' } });
    const missing = await call(api, 'DELETE', '/api/sessions', { token });
    expect(missing).toMatchObject({ status: 401, body: { code: 'step_up_required' } });
    expect(await api.sessions.list(api.user.id)).toHaveLength(1);
  });
});
