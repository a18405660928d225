import { describe, expect, test } from '@jest/globals';
import { OTHER_ORIGIN, startSessionsApp, type SessionsApp } from '../../test/sessions-app.ts';

async function me({ app }: SessionsApp, authorization?: string, origin?: string) {
  const headers = { ...(authorization && { authorization }), ...(origin && { origin }) };
  const response = await app.inject({ method: 'GET', url: '/api/me', headers });
  return { status: response.statusCode, body: response.json<Record<string, unknown>>() };
}

describe('GET /api/me', () => {
  test('returns the signed-in person to a browser and to a phone, never the openid', async () => {
    const api = await startSessionsApp();
    const { accessToken } = await api.browser('s1');
    const expected = {
      id: api.user.id,
      nickname: null,
      avatarUrl: null,
      createdAt: new Date(api.clock.now()).toISOString(),
    };
    expect(await me(api, `Bearer ${accessToken}`)).toEqual({ status: 200, body: expected });
    expect(await me(api, `bearer ${await api.phoneToken()}`)).toEqual({ status: 200, body: expected });
  });

  test.each([undefined, '', 'Bearer', 'Bearer ', 'Basic dTpw', 'Bearer a.b.c', 'Bearer a b'])(
    'refuses %j as invalid_token',
    async (authorization) => {
      const api = await startSessionsApp();
      expect(await me(api, authorization)).toMatchObject({ status: 401, body: { code: 'invalid_token' } });
    },
  );

  test('a token of one origin is refused at another, also when both are listed', async () => {
    const api = await startSessionsApp();
    const ofShop = await api.browser('s1', { origin: OTHER_ORIGIN });
    const bearer = `Bearer ${ofShop.accessToken}`;
    expect(await me(api, bearer, OTHER_ORIGIN)).toMatchObject({ status: 200 });
    expect(await me(api, bearer, 'https://login.example.com')).toMatchObject({
      body: { code: 'invalid_token' },
    });
  });

  test('a token of an origin that is not listed any more is refused', async () => {
    const api = await startSessionsApp();
    const { accessToken } = await api.browser('s1', { origin: 'https://gone.example.com' });
    expect(await me(api, `Bearer ${accessToken}`)).toMatchObject({ body: { code: 'invalid_token' } });
  });

  test('the moment its session is revoked, a token is refused as session_revoked', async () => {
    const api = await startSessionsApp();
    const { accessToken } = await api.browser('s1');
    await api.sessions.revoke('s1', 'signed_out');
    expect(await me(api, `Bearer ${accessToken}`)).toMatchObject({
      status: 401,
      body: { code: 'session_revoked' },
    });
  });

  test('a blocked person is refused, with a browser and with a phone', async () => {
    const api = await startSessionsApp();
    const { accessToken } = await api.browser('s1');
    await api.database.queries.updateTable('users').set({ blocked: 1 }).execute();
    for (const token of [accessToken, await api.phoneToken()]) {
      expect(await me(api, `Bearer ${token}`)).toMatchObject({
        status: 403,
        body: { code: 'login_blocked' },
      });
    }
  });

  test('a deleted person’s tokens are refused', async () => {
    const api = await startSessionsApp();
    const { accessToken } = await api.browser('s1');
    await api.database.queries.deleteFrom('users').execute();
    expect(await me(api, `Bearer ${accessToken}`)).toMatchObject({ body: { code: 'session_revoked' } });
    expect(await me(api, `Bearer ${await api.phoneToken()}`)).toMatchObject({
      body: { code: 'invalid_token' },
    });
  });
});
