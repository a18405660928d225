import { describe, expect, test } from '@jest/globals';
import { startApi } from '../../support/api-under-test.ts';
import { linksAway } from '../support/links-away.ts';
import { interactionOf, OidcBrowser } from '../support/oidc-browser.ts';
import { CALLBACK, RelyingParty } from '../support/relying-party.ts';

const EVIL = 'https://evil.example.net/';
const SIGNED_OUT = 'https://shop.example.com/signed-out';

async function start() {
  const api = await startApi();
  const client = await RelyingParty.register(api, { post_logout_redirect_uris: [SIGNED_OUT] });
  return { api, client, browser: new OidcBrowser(api) };
}

describe('open redirects', () => {
  test('no other parameter of an authorization request leads anywhere', async () => {
    const { api, client, browser } = await start();
    const names = [
      'continueTo', 'continue', 'returnTo', 'return_to', 'next', 'redirect', 'url', 'target_link_uri', 'iss',
      'login_hint', 'ui_locales', 'claims_locales', 'lang', 'display', 'acr_values', 'resource', 'audience', 'origin',
      'post_logout_redirect_uri', 'initiate_login_uri', 'interaction', 'uid', 'web_message_uri',
    ]; // prettier-ignore
    for (const name of names) {
      const answer = await browser.send(client.url({ [name]: EVIL }));
      const location = answer.headers.get('location') ?? '';
      const { origin, pathname } = new URL(location, api.url);
      expect({ name, status: answer.status, at: origin + pathname }).toEqual({
        name,
        status: 303,
        at: expect.stringMatching(`^(${api.url}/interaction/[\\w-]+|${CALLBACK})$`),
      });
      expect(location).not.toContain('evil');
      const setCookies = answer.headers.getSetCookie().join('\n');
      expect(setCookies).not.toContain('evil');
    }
  });

  test('an answer goes where the request said, whatever is said on the way', async () => {
    const { api, client, browser } = await start();
    const uid = interactionOf(await browser.open(client.url()));
    const { continueTo = '' } = (await browser.scan(uid)).body;
    expect(new URL(continueTo, api.url).href).toBe(`${api.url}/oidc/auth/${uid}`);
    const query = new URLSearchParams({
      redirect_uri: EVIL,
      client_id: 'other',
      continueTo: EVIL,
      state: 'another',
    });
    const back = await browser.open(`${continueTo}?${query.toString()}`);
    expect(back.url.origin + back.url.pathname).toBe(CALLBACK);
    expect(back.url.searchParams.get('state')).toBe('the-state');
  });

  test('the decision names no address: what the page sends is not read', async () => {
    const { client, browser, api } = await start();
    await client.signIn(browser);
    for (const decision of ['continue', 'deny']) {
      const uid = interactionOf(await browser.open(client.url({ prompt: 'consent' })));
      const { body } = await browser.call<{ continueTo: string }>(
        `/api/interactions/${uid}/${decision}?continueTo=${EVIL}`,
        { continueTo: EVIL, redirect_uri: EVIL, returnTo: EVIL },
      );
      expect(new URL(body.continueTo, api.url).href).toBe(`${api.url}/oidc/auth/${uid}`);
    }
  });

  test('a request object or a pushed request cannot bring an address of its own', async () => {
    const { api, client, browser } = await start();
    for (const changes of [
      { request_uri: `${EVIL}request.jwt` },
      { request_uri: 'urn:ietf:params:oauth:request_uri:made-up' },
      { request: 'eyJhbGciOiJub25lIn0.eyJyZWRpcmVjdF91cmkiOiJodHRwczovL2V2aWwuZXhhbXBsZS5uZXQvIn0.' },
    ]) {
      const landing = await browser.open(client.url(changes));
      const at = landing.url.origin + landing.url.pathname;
      expect([`${api.url}/oidc/auth`, CALLBACK]).toContain(at);
      expect(landing.url.searchParams.has('code')).toBe(false);
    }
  });

  test('after a sign-out nobody is sent to an address that the client has not registered', async () => {
    const { api, client, browser } = await start();
    const { id_token: hint } = await client.tokensOf(browser);
    const addresses = [
      EVIL,
      `${SIGNED_OUT}/`,
      `${SIGNED_OUT}?next=${EVIL}`,
      `${SIGNED_OUT}#x`,
      'https://SHOP.example.com/signed-out',
      'https://shop.example.com@evil.example.net/signed-out',
      'http://shop.example.com/signed-out',
      '//evil.example.net/',
      'javascript:alert(1)',
      CALLBACK,
    ];
    for (const uri of addresses) {
      for (const [name, value] of [
        ['id_token_hint', hint],
        ['client_id', 'shop'],
      ] as const) {
        const query = new URLSearchParams({ [name]: value, post_logout_redirect_uri: uri });
        const answer = await browser.send(`/oidc/session/end?${query.toString()}`);
        expect({ uri, status: answer.status, location: answer.headers.get('location') }).toEqual({
          uri,
          status: 400,
          location: null,
        });
        await answer.body?.cancel();
      }
    }
    // Without a client there is no list, and so no way back.
    const answer = await browser.send(
      `/oidc/session/end?post_logout_redirect_uri=${encodeURIComponent(EVIL)}`,
    );
    expect(answer.headers.get('location')).toBeNull();
    expect(linksAway(await answer.text(), api.url)).toEqual([]);
    expect((await client.signIn(browser, { prompt: 'none' })).searchParams.get('error')).toBeNull();
  });

  test('nothing that a request says is markup in an answer of ours', async () => {
    const { client, browser } = await start();
    const markup = '"><script>alert(1)</script>';
    const requests = [
      client.url({ client_id: markup }),
      client.url({ redirect_uri: markup }),
      client.url({ scope: markup, redirect_uri: 'https://evil.example.net/' }),
      `/oidc/session/end?${new URLSearchParams({ client_id: markup, state: markup }).toString()}`,
      `/oidc/session/end?${new URLSearchParams({ id_token_hint: markup }).toString()}`,
      `/device?${new URLSearchParams({ user_code: markup }).toString()}`,
    ];
    for (const path of requests) {
      const answer = await browser.send(path);
      const body = await answer.text();
      const isMarkup =
        /html/.test(answer.headers.get('content-type') ?? '') && body.includes('<script>alert');
      expect({ path, isMarkup }).toEqual({ path, isMarkup: false });
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    }
  });

  test('a state comes back as it was, in the query and in a form', async () => {
    const { client, browser } = await start();
    const state = '"><script>alert(1)</script>&code=x#y %0d%0aLocation: x';
    const back = await client.signIn(browser, { state });
    expect(back.searchParams.get('state')).toBe(state);
    expect(back.searchParams.getAll('code')).toHaveLength(1);
    expect(back.hash).toBe('');
    const form = await browser.open(client.url({ state, prompt: 'none', response_mode: 'form_post' }));
    expect(form.body).not.toContain('<script>alert');
  });
});
