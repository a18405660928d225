import { describe, expect, test } from '@jest/globals';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterThisTest } from '../../support/after-this-test.ts';
import { startApi } from '../../support/api-under-test.ts';
import { OidcBrowser } from '../support/oidc-browser.ts';
import { RelyingParty } from '../support/relying-party.ts';
import { signOut } from '../support/sign-out.ts';

const SIGNED_OUT = 'https://shop.example.com/signed-out';

/** The client's address for logout tokens. Stopped after the test. */
async function startReceiver() {
  let take: (call: { method: string; headers: IncomingHttpHeaders; body: URLSearchParams }) => void;
  const first = new Promise<Parameters<typeof take>[0]>((resolve) => (take = resolve));
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      take({ method: request.method ?? '', headers: request.headers, body: new URLSearchParams(body) });
      response.writeHead(200, { 'Cache-Control': 'no-store' }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterThisTest(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/logout`, first };
}

describe('Back-Channel Logout OP', () => {
  test('oidcc-backchannel-rp-initiated-logout', async () => {
    const receiver = await startReceiver();
    const api = await startApi();
    const client = await RelyingParty.register(api, {
      require_pkce: false,
      post_logout_redirect_uris: [SIGNED_OUT],
      backchannel_logout_uri: receiver.url,
    });
    const browser = new OidcBrowser(api);
    const { id_token: hint } = await client.tokensOf(browser);
    const { sub, sid } = await client.claims(hint);

    const { url } = await signOut(browser, {
      id_token_hint: hint,
      post_logout_redirect_uri: SIGNED_OUT,
      state: 'the-state',
    });
    expect(url.href).toBe(`${SIGNED_OUT}?state=the-state`);

    const { method, headers, body } = await receiver.first;
    expect(method).toBe('POST');
    expect(headers['content-type']).toMatch(/^application\/x-www-form-urlencoded/);
    expect([...body.keys()]).toEqual(['logout_token']);
    const { payload, protectedHeader } = await jwtVerify(
      body.get('logout_token') ?? '',
      createRemoteJWKSet(new URL(`${api.url}/oidc/jwks`)),
      { issuer: api.url, audience: 'shop', typ: 'logout+jwt' },
    );
    expect(protectedHeader.alg).toBe('RS256');
    expect(payload).toMatchObject({
      sub,
      sid,
      iat: expect.any(Number),
      exp: expect.any(Number),
      jti: expect.any(String),
      events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
    });
    expect(payload).not.toHaveProperty('nonce');

    const back = await client.signIn(browser, { prompt: 'none' });
    expect(back.searchParams.get('error')).toBe('login_required');
  });
});
