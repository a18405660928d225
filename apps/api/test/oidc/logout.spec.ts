import { describe, expect, test } from '@jest/globals';
import * as client from 'openid-client';
import { SessionsService } from '../../src/sessions/sessions.service.ts';
import { RSA_SIGNING_KEYS } from '../../src/sessions/tokens/key-families.ts';
import type { SigningKeys } from '../../src/sessions/tokens/signing-keys.ts';
import { startApi, type ApiUnderTest } from '../support/api-under-test.ts';
import { OidcBrowser } from './support/oidc-browser.ts';
import { headlineOf, PageForm } from './support/page-form.ts';
import { signInAt } from './support/sign-in.ts';
import { TestClient } from './support/test-client.ts';

const AFTER = 'https://shop.example.com/bye';
const LOGOUT = { post_logout_redirect_uris: [AFTER] };

const living = async (api: ApiUnderTest) =>
  (await api.sessions()).filter(({ revoked_reason }) => revoked_reason === null).length;

async function signedIn(changes = {}) {
  const api = await startApi();
  const shop = await TestClient.register(api, { ...LOGOUT, ...changes });
  const browser = new OidcBrowser(api);
  return { api, shop, browser, ...(await signInAt(shop, browser)) };
}

describe('RP-Initiated Logout 1.0', () => {
  test('without an id_token_hint the person is asked, and the session ends after the answer', async () => {
    const { api, shop, browser } = await signedIn();
    const reasons: unknown[] = [];
    api.app.get(SessionsService).onEnded((_sid, reason) => reasons.push(reason));
    const url = client.buildEndSessionUrl(shop.config, { post_logout_redirect_uri: AFTER, state: 's t/1' });
    const page = await browser.open(url);
    expect([page.status, headlineOf(page)]).toEqual([200, 'Sign out?']);
    expect(page.body).toContain('山前书店');
    expect(page.body).not.toContain('<script');
    expect(await living(api)).toBe(1);

    const back = await new PageForm(page).send(browser, 'logout');
    expect(back.url.href).toBe(`${AFTER}?state=s+t%2F1`);
    expect([await living(api), reasons]).toEqual([0, ['signed_out']]);
    expect(back.headers.getSetCookie().join()).toMatch(/maqiao=; Max-Age=0/);
    expect(browser.jar.get('maqiao')).toBeUndefined();
    expect((await browser.call('/api/session/refresh', {})).status).toBe(401);
  });

  test('“stay signed in” keeps the session', async () => {
    const { api, browser } = await signedIn();
    const page = await browser.open('/oidc/session/end');
    const stayed = await new PageForm(page).send(browser);
    expect([stayed.status, headlineOf(stayed)]).toEqual([200, 'You are still signed in']);
    expect(await living(api)).toBe(1);
    expect((await browser.call('/api/session/refresh', {})).status).toBe(200);
  });

  test('with the ID token of this session there is no question: the form sends itself', async () => {
    const { api, shop, browser, idToken } = await signedIn();
    const page = await browser.open(
      client.buildEndSessionUrl(shop.config, { id_token_hint: idToken, post_logout_redirect_uri: AFTER }),
    );
    expect(headlineOf(page)).toBe('Signing you out');
    const [, script] = /<script type="module"[^>]* src="([^"]+)"/.exec(page.body) ?? [];
    const sent = await browser.send(script ?? '/none');
    expect([sent.status, await sent.text()]).toEqual([200, expect.stringContaining('data-sends-itself')]);
    // Where no script runs, its one button is there.
    const form = new PageForm(page);
    expect([...form.buttons.keys()]).toEqual(['logout']);
    expect((await form.send(browser, 'logout')).url.href).toBe(AFTER);
    expect(await living(api)).toBe(0);
  });

  test('the ID token of another session of the same person asks', async () => {
    const { shop, browser, idToken, api } = await signedIn();
    const other = new OidcBrowser(api);
    await signInAt(shop, other);
    const url = client.buildEndSessionUrl(shop.config, { id_token_hint: idToken });
    expect(headlineOf(await other.open(url))).toBe('Sign out?');
    expect(headlineOf(await browser.open(url))).toBe('Signing you out');
  });

  test.each(['RS256', 'ES256'] as const)(
    'an ID token signed by a retired key of %s is accepted as a hint',
    async (algorithm) => {
      const { api, shop, browser, idToken } = await signedIn({ id_token_signed_response_alg: algorithm });
      const { SigningKeys: EcKeys } = await import('../../src/sessions/tokens/signing-keys.ts');
      const keys = api.app.get<SigningKeys>(algorithm === 'RS256' ? RSA_SIGNING_KEYS : EcKeys);
      const { kid } = keys.signer();
      await keys.rotate();
      api.clock.advance(11 * 60_000);
      expect(keys.signer().kid).not.toBe(kid);
      const page = await browser.open(client.buildEndSessionUrl(shop.config, { id_token_hint: idToken }));
      expect(headlineOf(page)).toBe('Signing you out');
    },
  );

  test.each([
    ['an address that is not registered', { post_logout_redirect_uri: 'https://evil.example/' }],
    ['a registered one in another spelling', { post_logout_redirect_uri: `${AFTER}/` }],
    ['a hint that nobody has signed', { id_token_hint: 'e30.e30.e30' }],
    ['a client that there is not', { client_id: 'nobody' }],
  ])('%s is an error page, and the session lives', async (_what, parameters) => {
    const { api, browser } = await signedIn();
    const query = new URLSearchParams({ client_id: 'shop', ...parameters });
    const page = await browser.open(`/oidc/session/end?${query.toString()}`);
    expect([page.status, headlineOf(page)]).toEqual([400, 'The sign-in request of that site is not right']);
    expect(await living(api)).toBe(1);
  });

  test('post_logout_redirect_uri without a client is ignored', async () => {
    const { browser } = await signedIn();
    const query = new URLSearchParams({ post_logout_redirect_uri: AFTER });
    const page = await browser.open(`/oidc/session/end?${query.toString()}`);
    const end = await new PageForm(page).send(browser, 'logout');
    expect([end.url.pathname, headlineOf(end)]).toEqual(['/oidc/session/end/success', 'You are signed out']);
  });

  test('POST does what GET does', async () => {
    const { shop, browser, idToken } = await signedIn();
    const url = client.buildEndSessionUrl(shop.config, {
      id_token_hint: idToken,
      post_logout_redirect_uri: AFTER,
    });
    const page = await browser.open(url.pathname, { method: 'POST', body: url.search.slice(1) });
    expect(headlineOf(page)).toBe('Signing you out');
    expect((await new PageForm(page).send(browser, 'logout')).url.href).toBe(AFTER);
  });

  test('without a session the browser goes on to the client', async () => {
    const { api, shop, idToken } = await signedIn();
    const stranger = new OidcBrowser(api);
    const page = await stranger.open(
      client.buildEndSessionUrl(shop.config, { id_token_hint: idToken, post_logout_redirect_uri: AFTER }),
    );
    expect(page.body).not.toContain('Submitting Callback');
    expect((await new PageForm(page).send(stranger, 'logout')).url.href).toBe(AFTER);
    expect(await living(api)).toBe(1);
  });

  test('a form with a wrong secret ends nothing', async () => {
    const { api, browser } = await signedIn();
    const page = await browser.open('/oidc/session/end');
    const refused = await new PageForm(page).type('xsrf', 'guessed').send(browser, 'logout');
    expect([refused.status, await living(api)]).toEqual([400, 1]);
  });

  test('tokens of the session end with it; offline_access goes on until sign-out everywhere', async () => {
    const { api, shop, browser, tokens } = await signedIn();
    const app = await TestClient.register(api, { client_id: 'app', client_name: 'App' });
    const lasting = await signInAt(app, browser, { scope: 'openid offline_access', prompt: 'consent' });
    const refresh = (of: TestClient, token = '') => client.refreshTokenGrant(of.config, token);
    const page = await browser.open('/oidc/session/end');
    await new PageForm(page).send(browser, 'logout');
    await expect(refresh(shop, tokens.refresh_token)).rejects.toMatchObject({ error: 'invalid_grant' });
    const again = await refresh(app, lasting.tokens.refresh_token);
    expect(again.access_token).toEqual(expect.any(String));

    // Signed out everywhere, it ends as well.
    const phone = api.phone();
    await phone.signIn();
    expect(
      (await phone.post('/api/sessions', { loginCode: api.simulator.loginCode('a') }, 'DELETE')).status,
    ).toBe(204);
    await expect(refresh(app, again.refresh_token)).rejects.toMatchObject({ error: 'invalid_grant' });
  });
});
