import { describe, expect, test } from '@jest/globals';
import { startApi } from '../../support/api-under-test.ts';
import { interactionOf, OidcBrowser } from '../support/oidc-browser.ts';
import { CALLBACK, discoveryOf, RelyingParty } from '../support/relying-party.ts';

/** As the suite's first client: confidential, and without PKCE, which its modules do not do. */
async function start() {
  const api = await startApi();
  const client = await RelyingParty.register(api, { require_pkce: false });
  return { api, client, browser: new OidcBrowser(api) };
}

/** A JWT that nobody has signed, of the parameters of a request. */
function unsigned(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none' })}.${part(claims)}.`;
}

describe('Basic OP: the request', () => {
  test.each([
    ['oidcc-display-page', { display: 'page' }],
    ['oidcc-display-popup', { display: 'popup' }],
    ['oidcc-ensure-request-with-unknown-parameter-succeeds', { extra: 'foobar' }],
    ['oidcc-login-hint', { login_hint: 'buffy@shop.example.com' }],
    ['oidcc-ui-locales', { ui_locales: 'se' }],
    ['oidcc-claims-locales', { claims_locales: 'se' }],
    ['oidcc-ensure-request-with-acr-values-succeeds', { acr_values: '1 2' }],
  ])('%s', async (_module, parameters) => {
    const { client, browser } = await start();
    const tokens = await client.tokensOf(browser, parameters);
    expect(await client.claims(tokens.id_token)).toMatchObject({ aud: 'shop', nonce: 'the-nonce' });
  });

  test('oidcc-claims-essential', async () => {
    const { api, client, browser } = await start();
    expect((await discoveryOf(api)).claims_parameter_supported).toBe(false);
    const claims = JSON.stringify({ userinfo: { name: { essential: true } } });
    const tokens = await client.tokensOf(browser, { claims });
    expect((await client.userinfo(tokens.access_token)).body.name).toMatch(/^wx_/);
  });

  test('oidcc-prompt-login', async () => {
    const { client, browser, api } = await start();
    const first = await client.claims((await client.tokensOf(browser)).id_token);
    api.clock.advance(5000);
    const again = await browser.open(client.url({ prompt: 'login' }));
    interactionOf(again); // The person is asked, though they are signed in.
    const second = await client.claims((await client.redeem(await client.finish(browser, again))).id_token);
    expect(second.sub).toBe(first.sub);
    expect(second.auth_time).toBeGreaterThan(first.auth_time as number);
  });

  test('oidcc-prompt-none-not-logged-in', async () => {
    const { client, browser } = await start();
    const back = await client.signIn(browser, { prompt: 'none' });
    expect(Object.fromEntries(back.searchParams)).toMatchObject({
      error: 'login_required',
      state: 'the-state',
    });
  });

  test('oidcc-prompt-none-logged-in', async () => {
    const { client, browser } = await start();
    const first = await client.claims((await client.tokensOf(browser)).id_token);
    const silent = await browser.open(client.url({ prompt: 'none' }));
    const second = await client.claims((await client.redeem(silent.url)).id_token);
    expect(second).toMatchObject({ sub: first.sub, auth_time: first.auth_time, sid: first.sid });
  });

  test('oidcc-max-age-1', async () => {
    const { api, client, browser } = await start();
    api.clock.set(-5000);
    const first = await client.claims((await client.tokensOf(browser)).id_token);
    api.clock.set(5000);
    const again = await browser.open(client.url({ max_age: '1' }));
    interactionOf(again);
    const second = await client.claims((await client.redeem(await client.finish(browser, again))).id_token);
    expect(second.sub).toBe(first.sub);
    expect(second.auth_time).toBeGreaterThan(first.auth_time as number);
    expect(Math.abs((second.auth_time as number) - Date.now() / 1000)).toBeLessThan(60);
  });

  test('oidcc-max-age-10000', async () => {
    const { api, client, browser } = await start();
    api.clock.set(-5000);
    const first = await client.claims((await client.tokensOf(browser, { max_age: '10000' })).id_token);
    api.clock.set(5000);
    const silent = await browser.open(client.url({ max_age: '10000' }));
    const second = await client.claims((await client.redeem(silent.url)).id_token);
    expect(second).toMatchObject({ sub: first.sub, auth_time: first.auth_time });
  });

  test('oidcc-id-token-hint', async () => {
    const { client, browser } = await start();
    const tokens = await client.tokensOf(browser);
    const silent = await browser.open(client.url({ prompt: 'none', id_token_hint: tokens.id_token }));
    const second = await client.claims((await client.redeem(silent.url)).id_token);
    expect(second.sub).toBe((await client.claims(tokens.id_token)).sub);
  });

  test('oidcc-ensure-registered-redirect-uri', async () => {
    const { client, browser } = await start();
    const landing = await browser.open(client.url({ redirect_uri: `${CALLBACK}/random` }));
    expect(landing.status).toBe(400);
    expect(landing.url.origin).toBe(client.api.url);
    expect(landing.headers.has('location')).toBe(false);
  });

  test('oidcc-ensure-post-request-succeeds', async () => {
    const { client, browser } = await start();
    const landing = await browser.open('/oidc/auth', {
      method: 'POST',
      body: client.parameters().toString(),
    });
    await client.redeem(await client.finish(browser, landing));
  });

  test('oidcc-unsigned-request-object-supported-correctly-or-rejected-as-unsupported', async () => {
    const { api, client, browser } = await start();
    expect(await discoveryOf(api)).not.toHaveProperty('request_object_signing_alg_values_supported');
    const request = unsigned(Object.fromEntries(client.parameters()));
    const back = await client.signIn(browser, { request });
    expect(back.searchParams.get('error')).toBe('request_not_supported');
  });

  test('oidcc-request-uri-unsigned-supported-correctly-or-rejected-as-unsupported', async () => {
    const { api, client, browser } = await start();
    expect((await discoveryOf(api)).request_uri_parameter_supported).toBe(false);
    const back = await client.signIn(browser, { request_uri: 'https://shop.example.com/request.jwt' });
    expect(back.searchParams.get('error')).toBe('request_uri_not_supported');
  });

  test('oidcc-ensure-request-object-with-redirect-uri', async () => {
    const { client, browser } = await start();
    const request = unsigned(Object.fromEntries(client.parameters()));
    const landing = await browser.open(
      client.url({ request, redirect_uri: 'https://elsewhere.example.com/' }),
    );
    // Neither is used: request objects are not supported, and the parameter is not registered.
    expect({ status: landing.status, origin: landing.url.origin }).toEqual({
      status: 400,
      origin: client.api.url,
    });
  });
});
