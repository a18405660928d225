import { describe, expect, jest, test } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import { Provider } from 'oidc-provider';
import { decodeProtectedHeader } from 'jose';
import { Engine } from '../../src/oidc/engine/engine.ts';
import { startApi } from '../support/api-under-test.ts';
import { rawCall } from '../support/raw-call.ts';
import { interactionOf, OidcBrowser } from './support/oidc-browser.ts';
import { discoveryOf, RelyingParty } from './support/relying-party.ts';

/** What we rely on in `oidc-provider`. A new version of it that behaves otherwise fails here. */
async function start(environment: Record<string, string> = {}) {
  const api = await startApi({ environment });
  const client = await RelyingParty.register(api);
  const provider = await api.app.get(Engine).provider();
  if (provider === undefined) throw new Error('there is a client');
  return { api, client, provider, browser: new OidcBrowser(api) };
}

const cookiesOf = (answer: Response) =>
  answer.headers.getSetCookie().map((line) => {
    const [pair = '', ...attributes] = line.split('; ');
    return { name: pair.split('=')[0] ?? '', attributes };
  });

describe('the engine', () => {
  test('its interaction cookie has the path of the page: our calls do not get it, and have a cookie of their own', async () => {
    const { client, browser } = await start();
    const answer = await browser.send(client.url());
    const uid = answer.headers.get('location')?.split('/').pop() ?? '';
    const cookies = cookiesOf(answer);
    const paths = (name: string) =>
      cookies.find((cookie) => cookie.name === name)?.attributes.find((one) => /^path=/i.test(one));
    expect(paths('maqiao-oidc-interaction')).toBe(`path=/interaction/${uid}`);
    expect(paths('maqiao-oidc-resume')).toBe(`path=/oidc/auth/${uid}`);
    expect(paths(`maqiao-i-${uid}`)).toBe('Path=/');
  });

  test('its addresses and secure cookies come from x-forwarded-proto and -host, which we set', async () => {
    const { api, client, provider } = await start({
      PUBLIC_URL: 'https://login.example.com',
      TRUST_PROXY: '1',
    });
    expect(provider.proxy).toBe(true);
    // The call itself is http to 127.0.0.1, and says other things of itself.
    const { host } = new URL(api.url);
    const answer = await rawCall(api.url, [
      `GET ${client.url()} HTTP/1.1`,
      'X-Forwarded-For: 192.0.2.1',
      'X-Forwarded-Proto: http',
      'X-Forwarded-Host: evil.example.net',
    ]);
    expect(answer.status).toBe(303);
    const lines = answer.headers.get('set-cookie') ?? '';
    for (const name of [
      '__Host-maqiao-i-',
      '__Secure-maqiao-oidc-interaction',
      '__Secure-maqiao-oidc-resume',
    ])
      expect(lines).toContain(name);
    expect(lines.split(/, (?=[\w-]+=)/).filter((line) => !/;\s*secure/i.test(line))).toEqual([]);
    const addresses = Object.values(await discoveryOf(api)).filter((value) => /^https?:/.test(String(value)));
    expect(addresses.filter((address) => !String(address).startsWith('https://login.example.com'))).toEqual(
      [],
    );
    expect(JSON.stringify(await discoveryOf(api))).not.toContain(host);
  });

  test('jwks wants private halves, and the first key of an algorithm signs', async () => {
    const [first, second] = [1, 2].map((number) => ({
      ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }),
      kid: `key-${number}`,
      alg: 'RS256',
      use: 'sig',
    }));
    const { d, p, q, dp, dq, qi, ...publicHalf } = first as Record<string, string>;
    expect([d, p, q, dp, dq, qi]).not.toContain(undefined);
    // It warns on the console of what it is given for a test.
    jest.spyOn(console, 'info').mockImplementation(() => undefined);
    jest.spyOn(console, 'warn').mockImplementation(() => undefined);
    expect(
      () => new Provider('https://login.example.com', { jwks: { keys: [publicHalf as never] } }),
    ).toThrow('jwks');
    for (const keys of [
      [first, second],
      [second, first],
    ]) {
      const provider = new Provider('https://login.example.com', {
        jwks: { keys: keys as never },
        clients: [
          { client_id: 'shop', client_secret: 'x', redirect_uris: ['https://shop.example.com/callback'] },
        ],
      });
      const client = await provider.Client.find('shop');
      const token = new provider.IdToken({ sub: 'somebody' }, { client: client as never });
      token.set('sub', 'somebody');
      const signed = await token.issue({ use: 'logout' });
      expect(decodeProtectedHeader(signed).kid).toBe(keys[0]?.kid);
    }
    jest.restoreAllMocks();
  });

  test('its rules about sessions are checked at authorization only: tokens look the session up', async () => {
    const { api, client, browser } = await start();
    const tokens = await client.tokensOf(browser, { max_age: '3600' });
    // The proof is too old for a new authorization, and says nothing to tokens.
    await api.database().updateTable('sessions').set({ authenticated_at: 0 }).execute();
    expect(
      (await client.signIn(browser, { prompt: 'none', max_age: '3600' })).searchParams.get('error'),
    ).toBe('login_required');
    expect((await client.userinfo(tokens.access_token)).status).toBe(200);
    const refreshed = await client.refresh(tokens.refresh_token);
    expect(refreshed.status).toBe(200);
    // The session itself they do look up.
    await api.database().updateTable('sessions').set({ revoked_at: api.clock.now() }).execute();
    expect((await client.userinfo(refreshed.body.access_token as string)).status).toBe(401);
    expect((await client.refresh(refreshed.body.refresh_token as string)).status).toBe(400);
  });

  test('a second grant of a session ends what hangs on the first: so there is one for each session and client', async () => {
    const { client, provider, browser } = await start();
    const first = await client.tokensOf(browser);
    const again = await client.tokensOf(browser, { prompt: 'consent' });
    // One grant: both live.
    expect((await client.userinfo(first.access_token)).status).toBe(200);
    expect((await client.userinfo(again.access_token)).status).toBe(200);
    const [stored, other] = await Promise.all(
      [first, again].map(({ access_token: token }) => provider.AccessToken.find(token)),
    );
    expect(stored?.grantId).toBe(other?.grantId);
    // The engine itself compares the token's grant with that of the session.
    const living = async (grantId: string | undefined) => {
      const token = new provider.AccessToken({
        accountId: stored?.accountId ?? '',
        client: (await provider.Client.find(client.id)) as never,
        expiresWithSession: true,
        grantId: grantId ?? '',
        gty: 'authorization_code',
        scope: 'openid',
        sessionUid: stored?.sessionUid ?? '',
      });
      return provider.AccessToken.find(await token.save());
    };
    expect(await living(stored?.grantId)).toBeDefined();
    expect(await living('a-second-grant')).toBeUndefined();
  });

  test('what the adapter’s consume returns is ignored: only an error refuses', async () => {
    const { client, browser, provider } = await start();
    const back = await client.signIn(browser);
    const { adapter } = provider.AuthorizationCode as unknown as {
      adapter: { consume(id: string): Promise<unknown> };
    };
    const consume = jest.spyOn(Object.getPrototypeOf(adapter) as typeof adapter, 'consume');
    consume.mockResolvedValueOnce(false);
    expect((await client.exchange(back)).status).toBe(200);
    consume.mockRestore();
  });

  test('answers carry the issuer (RFC 9207), errors too', async () => {
    const { api, client, browser } = await start();
    expect((await discoveryOf(api)).authorization_response_iss_parameter_supported).toBe(true);
    expect((await client.signIn(browser)).searchParams.get('iss')).toBe(api.url);
    for (const changes of [
      { prompt: 'none', max_age: '0' },
      { response_type: 'token' },
      { prompt: 'none login' },
    ]) {
      const back = await client.signIn(browser, changes);
      const answer = new URLSearchParams(back.search || back.hash.slice(1));
      expect(answer.get('error')).not.toBeNull();
      expect(answer.get('iss')).toBe(api.url);
    }
  });

  test('a POST to the authorization endpoint is answered 303 to the same as GET', async () => {
    const { client, browser } = await start();
    const parameters = client.parameters({ state: 'a b&c=d' }).toString();
    const answer = await browser.send('/oidc/auth', {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', Origin: 'https://shop.example.com' },
      body: parameters,
    });
    expect({ status: answer.status, location: answer.headers.get('location') }).toEqual({
      status: 303,
      location: `/oidc/auth?${parameters}`,
    });
    interactionOf(await browser.open(answer.headers.get('location') ?? ''));
  });

  test('there is no implicit and no hybrid flow, and nothing that the owner has not asked for', async () => {
    const { api, client, browser } = await start();
    for (const type of ['token', 'id_token', 'id_token token', 'code token', 'code id_token', 'none']) {
      const back = await client.signIn(browser, { response_type: type });
      const answer = new URLSearchParams(back.search || back.hash.slice(1));
      expect({ type, error: answer.get('error') }).toEqual({ type, error: 'unsupported_response_type' });
      expect(back.href).not.toMatch(/access_token|id_token=/);
    }
    const document = await discoveryOf(api);
    expect(document.response_types_supported).toEqual(['code']);
    expect(document.token_endpoint_auth_methods_supported).toEqual(
      expect.arrayContaining(['client_secret_basic', 'client_secret_post', 'none']),
    );
    expect((document.grant_types_supported as string[]).sort()).toEqual([
      'authorization_code',
      'refresh_token',
      'urn:ietf:params:oauth:grant-type:device_code',
    ]);
    for (const grant_type of [
      'password',
      'client_credentials',
      'implicit',
      'urn:openid:params:grant-type:ciba',
    ]) {
      const { status, body } = await client.token({ grant_type, username: 'a', password: 'b' });
      expect({ grant_type, status, error: body.error }).toEqual({
        grant_type,
        status: 400,
        error: 'unsupported_grant_type',
      });
    }
  });

  test('there is no dynamic registration, and there are no development pages', async () => {
    const { api, client, browser } = await start();
    for (const path of ['/oidc/reg', '/oidc/register', '/oidc/backchannel', '/reg', '/token', '/auth']) {
      const answer = await fetch(api.url + path, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ redirect_uris: ['https://evil.example.net/'] }),
      });
      expect([403, 404]).toContain(answer.status);
      await answer.body?.cancel();
    }
    const uid = interactionOf(await browser.open(client.url()));
    const page = await browser.send(`/interaction/${uid}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: 'prompt=login&login=anybody&password=anything',
    });
    expect(page.status).toBeGreaterThanOrEqual(400);
    expect((await browser.options(uid)).status).toBe(200);
  });

  test('both addresses of the keys publish the same ones, and every ID token is signed by one of them', async () => {
    const { api, client, browser } = await start();
    const keysAt = async (path: string) =>
      ((await (await fetch(api.url + path)).json()) as { keys: { kid: string }[] }).keys
        .map(({ kid }) => kid)
        .sort();
    expect(await keysAt('/oidc/jwks')).toEqual(await keysAt('/.well-known/jwks.json'));
    const es = await RelyingParty.register(api, { client_id: 'es', id_token_signed_response_alg: 'ES256' });
    const algorithms = [];
    for (const one of [client, es]) {
      const tokens = await one.tokensOf(browser);
      algorithms.push((await one.verify(tokens.id_token)).protectedHeader.alg);
    }
    expect(algorithms).toEqual(['RS256', 'ES256']);
  });
});
