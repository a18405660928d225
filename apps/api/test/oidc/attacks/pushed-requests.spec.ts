import { describe, expect, test } from '@jest/globals';
import { startApi } from '../../support/api-under-test.ts';
import { OidcBrowser } from '../support/oidc-browser.ts';
import { CALLBACK, RelyingParty } from '../support/relying-party.ts';

async function start() {
  const api = await startApi();
  const client = await RelyingParty.register(api);
  const push = async (changes = {}) => {
    const { status, body } = await client.post('/oidc/par', Object.fromEntries(client.parameters(changes)));
    expect(status).toBe(201);
    return body.request_uri as string;
  };
  return { api, client, push, browser: new OidcBrowser(api) };
}

const address = (clientId: string, requestUri: string, more = {}) =>
  `/oidc/auth?${new URLSearchParams({ client_id: clientId, request_uri: requestUri, ...more }).toString()}`;

describe('pushed authorization requests (RFC 9126)', () => {
  test('one signs in, once', async () => {
    const { client, push, browser } = await start();
    const requestUri = await push();
    const back = await client.finish(browser, await browser.open(address('shop', requestUri)));
    expect((await client.exchange(back)).status).toBe(200);
    const again = await browser.open(address('shop', requestUri));
    expect(again.url.searchParams.has('code')).toBe(false);
    expect(again.url.pathname).not.toMatch(/^\/interaction/);
  });

  test('it belongs to the client that has pushed it', async () => {
    const { api, push, browser } = await start();
    await RelyingParty.register(api, { client_id: 'other' });
    const landing = await browser.open(address('other', await push()));
    expect(landing.url.pathname).not.toMatch(/^\/interaction/);
    expect(landing.url.searchParams.has('code')).toBe(false);
  });

  test('what the address says beside it is not read', async () => {
    const { client, push, browser } = await start();
    const more = { redirect_uri: 'https://evil.example.net/', scope: 'openid wechat', state: 'another' };
    const landing = await browser.open(address('shop', await push(), more));
    const back = landing.url.pathname.startsWith('/interaction/')
      ? await client.finish(browser, landing)
      : landing.url;
    expect(back.href).not.toContain('evil');
    if (back.searchParams.has('code')) {
      expect(back.origin + back.pathname).toBe(CALLBACK);
      expect(back.searchParams.get('state')).toBe('the-state');
    }
  });

  test('nobody pushes for a client without its secret, nor a request that could not be sent', async () => {
    const { api, client } = await start();
    const bare = await fetch(`${api.url}/oidc/par`, { method: 'POST', body: client.parameters() });
    expect(bare.status).toBe(401);
    for (const changes of [
      { redirect_uri: 'https://evil.example.net/' },
      { response_type: 'token' },
      { code_challenge: undefined, code_challenge_method: undefined },
      { request_uri: 'urn:ietf:params:oauth:request_uri:another' },
      { client_id: 'other' },
    ]) {
      const { status } = await client.post('/oidc/par', Object.fromEntries(client.parameters(changes)));
      expect({ changes, status }).toEqual({ changes, status: 400 });
    }
  });
});
