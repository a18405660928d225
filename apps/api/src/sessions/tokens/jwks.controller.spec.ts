import { expect, test } from '@jest/globals';
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose';
import { startSessionsApp } from '../../../test/sessions-app.ts';

test('GET /.well-known/jwks.json lets any backend verify our tokens, and keep the keys for five minutes', async () => {
  const api = await startSessionsApp();
  const response = await api.app.inject({ method: 'GET', url: '/.well-known/jwks.json' });
  expect(response.statusCode).toBe(200);
  expect(response.headers).toMatchObject({
    'cache-control': 'public, max-age=300',
    'access-control-allow-origin': '*',
    'content-type': expect.stringMatching(/^application\/json/),
  });
  const keys = createLocalJWKSet(response.json<JSONWebKeySet>());
  const { accessToken } = await api.browser('s1');
  const audience = 'https://login.example.com';
  const verified = jwtVerify(accessToken, keys, { audience, currentDate: new Date(api.clock.now()) });
  await expect(verified).resolves.toMatchObject({ payload: { sid: 's1' } });
  expect(response.body).not.toContain('"d"');
});
