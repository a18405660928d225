import { describe, expect, test } from '@jest/globals';
import { startApi } from '../../support/api-under-test.ts';
import { OidcBrowser } from '../support/oidc-browser.ts';
import { discoveryOf, RelyingParty } from '../support/relying-party.ts';

/** A client that is allowed everything that there is. */
async function start() {
  const api = await startApi();
  const client = await RelyingParty.register(api, {
    require_pkce: false,
    scope: 'openid profile email wechat offline_access',
    email_domain: 'people.example.com',
  });
  return { api, client, browser: new OidcBrowser(api) };
}

async function claimsFor(scope: string) {
  const { api, client, browser } = await start();
  const tokens = await client.tokensOf(browser, { scope });
  const { scopes_supported: supported } = await discoveryOf(api);
  const { body } = await client.userinfo(tokens.access_token);
  return { supported, idToken: await client.claims(tokens.id_token), info: body };
}

const PROFILE = {
  name: expect.stringMatching(/^wx_\w{8}$/),
  preferred_username: expect.stringMatching(/^wx_\w{8}$/),
  updated_at: expect.any(Number),
  locale: 'zh-CN',
};
const EMAIL = { email: expect.stringMatching(/^wx_\w{8}@people\.example\.com$/), email_verified: false };

describe('Basic OP: scopes', () => {
  test('oidcc-scope-profile', async () => {
    const { supported, idToken, info } = await claimsFor('openid profile');
    expect(supported).toContain('profile');
    expect(info).toMatchObject(PROFILE);
    expect(info).not.toHaveProperty('email');
    // OpenID Connect Core 1.0 §5.4: where there is an access token, these are userinfo's.
    expect(idToken).not.toHaveProperty('name');
  });

  test('oidcc-scope-email', async () => {
    const { supported, idToken, info } = await claimsFor('openid email');
    expect(supported).toContain('email');
    expect(info).toMatchObject(EMAIL);
    expect(info).not.toHaveProperty('name');
    expect(idToken).not.toHaveProperty('email');
  });

  test('oidcc-scope-address', async () => {
    const { supported, info } = await claimsFor('openid address');
    expect(supported).not.toContain('address');
    expect(info).not.toHaveProperty('address');
  });

  test('oidcc-scope-phone', async () => {
    const { supported, info } = await claimsFor('openid phone');
    expect(supported).not.toContain('phone');
    expect(info).not.toHaveProperty('phone_number');
  });

  test('oidcc-scope-all', async () => {
    const { info } = await claimsFor('openid profile email address phone');
    expect(info).toMatchObject({ ...PROFILE, ...EMAIL });
  });

  test('oidcc-ensure-other-scope-order-succeeds', async () => {
    const { info } = await claimsFor('email openid');
    expect(info).toMatchObject(EMAIL);
  });

  test('oidcc-alternate-happy-flow', async () => {
    const { client, browser } = await start();
    const reversed = new URLSearchParams([...client.parameters({ scope: 'email openid' })].reverse());
    const landing = await browser.open(`/oidc/auth?${reversed.toString()}`);
    const tokens = await client.redeem(await client.finish(browser, landing));
    expect((await client.userinfo(tokens.access_token)).body).toMatchObject(EMAIL);
  });
});
