import { expect, test } from '@jest/globals';
import { madeUpSecret } from '@maqiao/test-servers';
import * as client from 'openid-client';
import { startApi } from '../support/api-under-test.ts';
import { call } from '../support/answer.ts';
import { OidcBrowser } from './support/oidc-browser.ts';
import { signInAt } from './support/sign-in.ts';
import { TestClient } from './support/test-client.ts';

const ADMIN_KEY = madeUpSecret('admin');

test('a client is told by which sub it knew a person before users were merged; nothing issued changes', async () => {
  const api = await startApi({ environment: { ADMIN_KEY } });
  const shop = await TestClient.register(api);
  const offline = { scope: 'openid offline_access', prompt: 'consent' };
  const before = await signInAt(shop, new OidcBrowser(api, 'a'), offline);
  const kept = await signInAt(shop, new OidcBrowser(api, 'b'));
  expect(before.tokens.claims()).not.toHaveProperty('merged_subs');
  const merged = await call(`${api.url}/api/users/${before.sub}/merge`, {
    method: 'POST',
    body: { into: kept.sub, confirm: true },
    headers: { Authorization: `Bearer ${ADMIN_KEY}` },
  });
  expect(merged.status).toBe(200);
  // Access that outlives sessions ends with the user who gave way.
  await expect(
    client.refreshTokenGrant(shop.config, before.tokens.refresh_token ?? ''),
  ).rejects.toMatchObject({ error: 'invalid_grant' });
  await expect(
    client.fetchUserInfo(shop.config, before.tokens.access_token, before.sub),
  ).rejects.toBeDefined();
  // Who remained goes on as before.
  await client.fetchUserInfo(shop.config, kept.tokens.access_token, kept.sub);

  const after = await signInAt(shop, new OidcBrowser(api, 'a'));
  expect(after.sub).toBe(kept.sub);
  expect(after.tokens.claims()).toMatchObject({ merged_subs: [before.sub] });
  const info = await client.fetchUserInfo(shop.config, after.tokens.access_token, after.sub);
  expect(info).toMatchObject({ sub: kept.sub, merged_subs: [before.sub] });
});
