import { expect, test } from '@jest/globals';
import { startApi } from '../support/api-under-test.ts';
import { OidcBrowser } from './support/oidc-browser.ts';
import { TestClient } from './support/test-client.ts';

test('without a client, what is thrown here is a problem document as everywhere', async () => {
  const api = await startApi();
  const answer = await fetch(`${api.url}/oidc/token`, { method: 'POST', body: new URLSearchParams() });
  expect([answer.status, answer.headers.get('content-type')]).toEqual([
    404,
    expect.stringMatching(/^application\/problem\+json/),
  ]);
  expect(await answer.json()).toMatchObject({ code: 'not_found', requestId: expect.any(String) });
});

test('an address begins ten sign-ins for each code that it may get in a minute, by whatever call', async () => {
  const api = await startApi({ environment: { SCENES_PER_MINUTE: '1' } });
  const shop = await TestClient.register(api);
  const browser = new OidcBrowser(api);
  for (let begun = 0; begun < 10; begun += 1)
    expect((await browser.open((await shop.request()).url)).url.pathname).toMatch(/^\/interaction\//);
  const refused = await browser.open((await shop.request()).url);
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, expect.any(String)]);
  for (const path of ['/oidc/device/auth', '/oidc/par']) {
    const answer = await browser.send(path, {
      method: 'POST',
      body: new URLSearchParams({ client_id: 'shop' }),
    });
    expect([path, answer.status]).toEqual([path, 429]);
  }
  // What is under way goes on.
  expect((await browser.send('/oidc/token', { method: 'POST', body: new URLSearchParams() })).status).toBe(
    400,
  );
});
