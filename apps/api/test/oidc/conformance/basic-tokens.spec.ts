import { describe, expect, test } from '@jest/globals';
import { startApi, type ApiUnderTest } from '../../support/api-under-test.ts';
import { OidcBrowser } from '../support/oidc-browser.ts';
import { CALLBACK, challengeOf, discoveryOf, RelyingParty } from '../support/relying-party.ts';

/** As the suite's first client: confidential, and without PKCE, which its modules do not do. */
const suiteClient = (api: ApiUnderTest, changes = {}) =>
  RelyingParty.register(api, { require_pkce: false, ...changes });

async function start() {
  const api = await startApi();
  return { api, client: await suiteClient(api), browser: new OidcBrowser(api) };
}

describe('Basic OP: the code, the tokens, the claims', () => {
  test('oidcc-server', async () => {
    const { api, client, browser } = await start();
    const back = await client.signIn(browser);
    expect(back.origin + back.pathname).toBe(CALLBACK);
    expect([...back.searchParams.keys()].sort()).toEqual(['code', 'iss', 'state']);
    expect(back.searchParams.get('state')).toBe('the-state');
    expect(back.hash).toBe('');
    // RFC 6749 §10.10: 128 bits at least.
    expect(back.searchParams.get('code')).toMatch(/^[\w-]{22,}$/);

    const answer = await client.exchange(back);
    expect(answer).toMatchObject({
      status: 200,
      body: { token_type: 'Bearer', expires_in: 3600, access_token: expect.any(String) },
    });
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const { payload, protectedHeader } = await client.verify(answer.body.id_token as string);
    expect(protectedHeader).toMatchObject({ alg: 'RS256', kid: expect.any(String) });
    const now = Date.now() / 1000;
    expect(payload).toMatchObject({ iss: api.url, aud: 'shop', nonce: 'the-nonce' });
    expect(payload.sub).toMatch(/^[\x21-\x7e]{1,255}$/);
    expect(Math.abs((payload.iat ?? 0) - now)).toBeLessThan(60);
    expect(payload.exp).toBeGreaterThan(now);
    expect(payload).not.toHaveProperty('acr');

    const info = await client.userinfo(answer.body.access_token as string);
    expect(info).toMatchObject({ status: 200, body: { sub: payload.sub } });
  });

  test('oidcc-response-type-missing', async () => {
    const { client, browser } = await start();
    const back = await client.signIn(browser, { response_type: undefined });
    expect(Object.fromEntries(back.searchParams)).toMatchObject({
      error: 'invalid_request',
      state: 'the-state',
    });
    expect(back.searchParams.has('code')).toBe(false);
  });

  test('oidcc-idtoken-signature', async () => {
    const { api, client, browser } = await start();
    const { protectedHeader } = await client.verify((await client.tokensOf(browser)).id_token);
    const { keys } = (await (await fetch(`${api.url}/oidc/jwks`)).json()) as {
      keys: { kid: string; kty: string }[];
    };
    expect(protectedHeader.alg).toBe('RS256');
    expect(keys.filter(({ kid }) => kid === protectedHeader.kid)).toMatchObject([{ kty: 'RSA', use: 'sig' }]);
  });

  test('oidcc-idtoken-unsigned', async () => {
    const { api } = await start();
    const { id_token_signing_alg_values_supported: algorithms } = await discoveryOf(api);
    expect(algorithms).toEqual(expect.arrayContaining(['RS256', 'ES256']));
    expect(algorithms).not.toContain('none');
    await expect(
      RelyingParty.register(api, { client_id: 'unsigned', id_token_signed_response_alg: 'none' as 'RS256' }),
    ).rejects.toThrow('id_token_signed_response_alg');
  });

  test('oidcc-ensure-request-without-nonce-succeeds-for-code-flow', async () => {
    const { client, browser } = await start();
    const tokens = await client.tokensOf(browser, { nonce: undefined });
    expect(await client.claims(tokens.id_token)).not.toHaveProperty('nonce');
  });

  test('oidcc-userinfo-get', async () => {
    const { client, browser } = await start();
    const tokens = await client.tokensOf(browser);
    const { status, headers, body } = await client.userinfo(tokens.access_token);
    expect({ status, type: headers.get('content-type') }).toEqual({
      status: 200,
      type: expect.stringMatching(/^application\/json/),
    });
    expect(body.sub).toBe((await client.claims(tokens.id_token)).sub);
  });

  test('oidcc-userinfo-post-header', async () => {
    const { client, browser } = await start();
    const tokens = await client.tokensOf(browser);
    const { status, body } = await client.userinfo(tokens.access_token, {
      method: 'POST',
      headers: { Authorization: `Bearer ${tokens.access_token}` },
    });
    expect({ status, sub: body.sub }).toEqual({
      status: 200,
      sub: (await client.claims(tokens.id_token)).sub,
    });
  });

  test('oidcc-userinfo-post-body', async () => {
    const { client, browser } = await start();
    const tokens = await client.tokensOf(browser);
    const { status, body } = await client.userinfo('', {
      method: 'POST',
      headers: {},
      body: new URLSearchParams({ access_token: tokens.access_token }),
    });
    expect({ status, sub: body.sub }).toEqual({
      status: 200,
      sub: (await client.claims(tokens.id_token)).sub,
    });
  });

  test('oidcc-server-client-secret-post', async () => {
    const api = await startApi();
    const client = await suiteClient(api, { token_endpoint_auth_method: 'client_secret_post' });
    const tokens = await client.tokensOf(new OidcBrowser(api));
    expect(await client.claims(tokens.id_token)).toMatchObject({ aud: 'shop' });
  });

  test('oidcc-ensure-request-with-valid-pkce-succeeds', async () => {
    const { client, browser } = await start();
    const back = await client.signIn(browser, {
      code_challenge: challengeOf(client.verifier),
      code_challenge_method: 'S256',
    });
    await client.redeem(back, { code_verifier: client.verifier });
  });

  test('oidcc-codereuse', async () => {
    const { client, browser } = await start();
    const back = await client.signIn(browser);
    await client.redeem(back);
    expect(await client.exchange(back)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  test('oidcc-codereuse-30seconds', async () => {
    const { api, client, browser } = await start();
    const back = await client.signIn(browser);
    const tokens = await client.redeem(back);
    api.clock.advance(30_000);
    expect(await client.exchange(back)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    // RFC 6749 §4.1.2: what was issued for the code ends with its second use.
    expect((await client.userinfo(tokens.access_token)).status).toBe(401);
    expect((await client.refresh(tokens.refresh_token)).status).toBe(400);
  });

  test('oidcc-refresh-token', async () => {
    const { api, client, browser } = await start();
    const second = await suiteClient(api, { client_id: 'second', client_name: 'Second' });
    const scope = 'openid profile offline_access';
    const first = await client.tokensOf(browser, { scope, prompt: 'consent' });
    expect((await discoveryOf(api)).grant_types_supported).toContain('refresh_token');
    expect(first.refresh_token).toMatch(/^[\x20-\x7e]+$/);

    const { status, body } = await client.refresh(first.refresh_token);
    expect(status).toBe(200);
    const [before, after] = [
      await client.claims(first.id_token),
      await client.claims(body.id_token as string),
    ];
    // OpenID Connect Core 1.0 §12.2.
    const kept = (claims: Record<string, unknown>) => {
      const { iss, sub, aud, auth_time: authTime } = claims;
      return { iss, sub, aud, authTime };
    };
    expect(kept(after)).toEqual(kept(before));
    expect(body.access_token).not.toBe(first.access_token);
    expect((await client.userinfo(body.access_token as string)).status).toBe(200);

    const other = await second.tokensOf(browser, { scope, prompt: 'consent' });
    expect(await client.refresh(other.refresh_token)).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant' },
    });
    expect((await second.refresh(other.refresh_token)).status).toBe(200);
  });
});
