import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { startApi } from '../../support/api-under-test.ts';
import { OidcBrowser } from '../support/oidc-browser.ts';
import { challengeOf, RelyingParty } from '../support/relying-party.ts';

afterEach(() => {
  jest.restoreAllMocks();
});

const refusedGrant = { status: 400, body: { error: 'invalid_grant' } };

describe('codes', () => {
  test('somebody else’s code, brought into the victim’s own sign-in, is refused: PKCE binds it to its request', async () => {
    const api = await startApi();
    const client = await RelyingParty.register(api);
    const attackersCode = await client.signIn(new OidcBrowser(api, 'b'), {
      code_challenge: challengeOf('a-verifier-that-the-attacker-has-made-for-themselves-000'),
    });
    expect(await client.exchange(attackersCode)).toMatchObject(refusedGrant);
  });

  test('a stolen code is of no use to another client, and none without the client’s secret', async () => {
    const api = await startApi();
    const client = await RelyingParty.register(api);
    const other = await RelyingParty.register(api, { client_id: 'other' });
    const back = await client.signIn(new OidcBrowser(api));
    const stolen = {
      grant_type: 'authorization_code',
      code: back.searchParams.get('code') ?? '',
      code_verifier: client.verifier,
      redirect_uri: 'https://shop.example.com/callback',
    };
    expect(await other.token(stolen)).toMatchObject(refusedGrant);
    const bare = await fetch(`${api.url}/oidc/token`, {
      method: 'POST',
      body: new URLSearchParams({ ...stolen, client_id: 'shop' }),
    });
    expect(bare.status).toBe(401);
    const guessed = await fetch(`${api.url}/oidc/token`, {
      method: 'POST',
      headers: { Authorization: `Basic ${btoa(`shop:${'x'.repeat(43)}`)}` },
      body: new URLSearchParams(stolen),
    });
    expect(guessed.status).toBe(401);
    // Nothing of this has used it up.
    expect((await client.exchange(back)).status).toBe(200);
  });

  test('a second use is refused, and ends what the first one got', async () => {
    const api = await startApi();
    const client = await RelyingParty.register(api);
    const back = await client.signIn(new OidcBrowser(api));
    const tokens = await client.redeem(back);
    expect(await client.exchange(back)).toMatchObject(refusedGrant);
    expect((await client.userinfo(tokens.access_token)).status).toBe(401);
    expect(await client.refresh(tokens.refresh_token)).toMatchObject(refusedGrant);
  });

  test('of two uses at once one wins at most, and after both nothing is left', async () => {
    const api = await startApi();
    const client = await RelyingParty.register(api);
    const browser = new OidcBrowser(api);
    for (let round = 0; round < 10; round++) {
      const back = await client.signIn(browser);
      const answers = await Promise.all([client.exchange(back), client.exchange(back)]);
      const winners = answers.filter(({ status }) => status === 200);
      expect(winners.length).toBeLessThanOrEqual(1);
      for (const { body } of winners)
        expect((await client.userinfo(body.access_token as string)).status).toBe(401);
    }
  });

  test('one is good for a minute', async () => {
    const api = await startApi();
    const client = await RelyingParty.register(api);
    const back = await client.signIn(new OidcBrowser(api));
    const now = Date.now.bind(Date);
    jest.spyOn(Date, 'now').mockImplementation(() => now() + 61_000);
    expect(await client.exchange(back)).toMatchObject(refusedGrant);
  });

  test('one of a session that has ended is refused', async () => {
    const api = await startApi();
    const client = await RelyingParty.register(api);
    const browser = new OidcBrowser(api);
    const back = await client.signIn(browser);
    await browser.send('/api/session', { method: 'DELETE', headers: { Origin: api.url } });
    expect(await client.exchange(back)).toMatchObject(refusedGrant);
  });
});

describe('PKCE', () => {
  test.each([
    ['no challenge', { code_challenge: undefined, code_challenge_method: undefined }],
    ['plain', { code_challenge: 'x'.repeat(43), code_challenge_method: 'plain' }],
    [
      'no method, which would mean plain',
      { code_challenge: 'x'.repeat(43), code_challenge_method: undefined },
    ],
    ['a method that does not exist', { code_challenge_method: 's256' }],
    ['a challenge that is none', { code_challenge: 'short' }],
  ])('a request with %s is refused', async (_name, parameters) => {
    const api = await startApi();
    for (const method of ['client_secret_basic', 'none'] as const) {
      const client = await RelyingParty.register(api, {
        client_id: method,
        token_endpoint_auth_method: method,
      });
      const back = await client.signIn(new OidcBrowser(api), parameters);
      expect(back.searchParams.get('error')).toBe('invalid_request');
      expect(back.searchParams.has('code')).toBe(false);
    }
  });

  test('a code without its verifier, or with another one, is refused', async () => {
    const api = await startApi();
    const client = await RelyingParty.register(api, { token_endpoint_auth_method: 'none' });
    const browser = new OidcBrowser(api);
    const back = await client.signIn(browser);
    for (const verifier of [
      undefined,
      '',
      'y'.repeat(43),
      client.verifier.toUpperCase(),
      challengeOf(client.verifier),
    ])
      expect((await client.exchange(back, { code_verifier: verifier })).status).toBe(400);
    expect((await client.exchange(back)).status).toBe(200);
  });

  test('an exempted client is not downgraded: what one half of a sign-in has, the other needs (RFC 9700 §4.8.2)', async () => {
    const api = await startApi();
    const client = await RelyingParty.register(api, { require_pkce: false });
    const browser = new OidcBrowser(api);
    const challenged = await client.signIn(browser, {
      code_challenge: challengeOf(client.verifier),
      code_challenge_method: 'S256',
    });
    expect(await client.exchange(challenged)).toMatchObject(refusedGrant);
    const stripped = await client.signIn(browser);
    expect(await client.exchange(stripped, { code_verifier: client.verifier })).toMatchObject(refusedGrant);
  });
});
