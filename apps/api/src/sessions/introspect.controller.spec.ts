import { describe, expect, test } from '@jest/globals';
import { introspectResponse } from '@maqiao/shared/schemas';
import { SITE_API_KEY, startSessionsApp, type SessionsApp } from '../../test/sessions-app.ts';

async function introspect({ app }: SessionsApp, token: string, key: string | null = SITE_API_KEY) {
  const response = await app.inject({
    method: 'POST',
    url: '/api/introspect',
    headers: key === null ? {} : { authorization: `Bearer ${key}` },
    payload: { token },
  });
  return { status: response.statusCode, body: response.json<Record<string, unknown>>() };
}

describe('POST /api/introspect', () => {
  test('returns the person of a browser’s token to the site’s backend', async () => {
    const api = await startSessionsApp();
    const { accessToken } = await api.browser('s1');
    const { body } = await introspect(api, accessToken);
    expect(introspectResponse.parse(body)).toEqual({
      active: true,
      sub: api.user.id,
      sid: 's1',
      aud: 'https://login.example.com',
      exp: Math.floor(api.clock.now() / 1000) + 600,
      openid: 'oLi',
      unionid: 'uoLi',
    });
  });

  test('returns the person of a phone’s token too, which has no session', async () => {
    const api = await startSessionsApp();
    const { body } = await introspect(api, await api.phoneToken());
    expect(body).toMatchObject({ active: true, aud: 'mini-program', openid: 'oLi' });
    expect(body).not.toHaveProperty('sid');
  });

  test('an invalid token is inactive, without a reason', async () => {
    const api = await startSessionsApp();
    const revoked = await api.browser('s1');
    const wang = await api.signIn('oWang');
    const ofBlocked = await api.browser('s2', { user: wang });
    await api.sessions.revoke('s1', 'signed_out');
    await api.database.queries.updateTable('users').set({ blocked: 1 }).where('id', '=', wang.id).execute();
    const zhao = await api.signIn('oZhao');
    const ofDeleted = await api.phoneToken(zhao);
    await api.database.queries.deleteFrom('users').where('id', '=', zhao.id).execute();
    const expired = await api.phoneToken();
    for (const token of ['x', revoked.accessToken, ofBlocked.accessToken, ofDeleted]) {
      expect(await introspect(api, token)).toEqual({ status: 200, body: { active: false } });
    }
    api.clock.advance(630_000);
    expect(await introspect(api, expired)).toEqual({ status: 200, body: { active: false } });
  });

  test.each([null, 'wrong', `${SITE_API_KEY}x`, SITE_API_KEY.slice(1)])('refuses the key %j', async (key) => {
    const api = await startSessionsApp();
    const answer = await introspect(api, await api.phoneToken(), key);
    expect(answer).toMatchObject({ status: 401, body: { code: 'invalid_token' } });
    expect(JSON.stringify(answer.body)).not.toContain('oLi');
  });

  test('does not exist without SITE_API_KEY', async () => {
    const api = await startSessionsApp({ SITE_API_KEY: '' });
    const answer = await introspect(api, await api.phoneToken());
    expect(answer).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });
});
