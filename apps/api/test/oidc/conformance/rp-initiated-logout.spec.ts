import { describe, expect, test } from '@jest/globals';
import { startApi } from '../../support/api-under-test.ts';
import { OidcBrowser, type Landing } from '../support/oidc-browser.ts';
import { RelyingParty } from '../support/relying-party.ts';
import { asksSomething, signOut } from '../support/sign-out.ts';

const SIGNED_OUT = 'https://shop.example.com/signed-out';

async function signedIn() {
  const api = await startApi();
  const client = await RelyingParty.register(api, {
    require_pkce: false,
    post_logout_redirect_uris: [SIGNED_OUT],
  });
  const browser = new OidcBrowser(api);
  const { id_token: hint } = await client.tokensOf(browser);
  const isSignedIn = async () =>
    (await client.signIn(browser, { prompt: 'none' })).searchParams.get('error') !== 'login_required';
  expect(await isSignedIn()).toBe(true);
  return { api, client, browser, hint, isSignedIn, parameters: hinted(hint) };
}

const hinted = (hint: string) => ({
  id_token_hint: hint,
  post_logout_redirect_uri: SIGNED_OUT,
  state: 'the-state',
});

/** The browser is with us still, and is not on its way to the client. */
function expectStayed({ url }: Landing, { url: ours }: { url: string }) {
  expect(url.origin).toBe(ours);
}

describe('RP-Initiated Logout OP', () => {
  test('oidcc-rp-initiated-logout', async () => {
    const { browser, parameters, isSignedIn } = await signedIn();
    const { url } = await signOut(browser, parameters);
    expect(url.href).toBe(`${SIGNED_OUT}?state=the-state`);
    expect(await isSignedIn()).toBe(false);
  });

  test('oidcc-rp-initiated-logout-no-state', async () => {
    const { browser, hint, isSignedIn } = await signedIn();
    const { url } = await signOut(browser, { id_token_hint: hint, post_logout_redirect_uri: SIGNED_OUT });
    expect(url.href).toBe(SIGNED_OUT);
    expect(await isSignedIn()).toBe(false);
  });

  test('oidcc-rp-initiated-logout-no-post-logout-redirect-uri', async () => {
    const { api, browser, hint, isSignedIn } = await signedIn();
    const landing = await signOut(browser, { id_token_hint: hint, state: 'the-state' });
    expectStayed(landing, api);
    expect(landing.status).toBe(200);
    expect(await isSignedIn()).toBe(false);
  });

  test.each([
    ['oidcc-rp-initiated-logout-no-params', {}],
    ['oidcc-rp-initiated-logout-only-state', { state: 'the-state' }],
  ])('%s', async (_module, parameters) => {
    const { api, browser, isSignedIn } = await signedIn();
    // Nobody knows who sends them: they are asked.
    const page = await browser.open(`/oidc/session/end?${new URLSearchParams(parameters).toString()}`);
    expect({ status: page.status, asks: asksSomething(page) }).toEqual({ status: 200, asks: true });
    expect(await isSignedIn()).toBe(true);
    const landing = await signOut(browser, parameters);
    expectStayed(landing, api);
    expect(landing.status).toBe(200);
    expect(await isSignedIn()).toBe(false);
  });

  test('oidcc-rp-initiated-logout-no-id-token-hint', async () => {
    const { api, browser, isSignedIn } = await signedIn();
    const parameters = { post_logout_redirect_uri: SIGNED_OUT, state: 'the-state' };
    const page = await browser.open(`/oidc/session/end?${new URLSearchParams(parameters).toString()}`);
    expect(asksSomething(page)).toBe(true);
    expectStayed(await signOut(browser, parameters), api);
    expect(await isSignedIn()).toBe(false);
  });
});

describe('RP-Initiated Logout OP: what is refused signs nobody out', () => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const withAlgNone = (hint: string) => {
    const [, payload = ''] = hint.split('.');
    return `${part({ alg: 'none' })}.${payload}.`;
  };
  const signedByAnother = (hint: string) => {
    const [header = '', payload = ''] = hint.split('.');
    return `${header}.${payload}.${Buffer.alloc(256, 7).toString('base64url')}`;
  };

  test.each([
    [
      'oidcc-rp-initiated-logout-bad-post-logout-redirect-uri',
      (hint: string) => ({ ...hinted(hint), post_logout_redirect_uri: 'https://shop.example.com/another' }),
    ],
    [
      'oidcc-rp-initiated-logout-query-added-to-post-logout-redirect-uri',
      (hint: string) => ({ ...hinted(hint), post_logout_redirect_uri: `${SIGNED_OUT}?foo=bar` }),
    ],
    ['oidcc-rp-initiated-logout-modified-id-token-hint', (hint: string) => hinted(withAlgNone(hint))],
    ['oidcc-rp-initiated-logout-bad-id-token-hint', (hint: string) => hinted(signedByAnother(hint))],
  ])('%s', async (_module, parametersOf) => {
    const { api, browser, hint, isSignedIn } = await signedIn();
    const query = new URLSearchParams(parametersOf(hint)).toString();
    const landing = await browser.open(`/oidc/session/end?${query}`);
    expectStayed(landing, api);
    expect({ status: landing.status, asks: asksSomething(landing) }).toEqual({ status: 400, asks: false });
    expect(await isSignedIn()).toBe(true);
  });
});
