import { describe, expect, test } from '@jest/globals';
import { startApi } from '../../support/api-under-test.ts';
import { linksAway } from '../support/links-away.ts';
import { interactionOf, OidcBrowser } from '../support/oidc-browser.ts';
import { CALLBACK, RelyingParty } from '../support/relying-party.ts';

/** Addresses that are like the registered one, and are not it. */
const NEARLY = [
  'https://SHOP.example.com/callback',
  'HTTPS://shop.example.com/callback',
  'http://shop.example.com/callback',
  'https://shop.example.com/Callback',
  'https://shop.example.com/callback/',
  'https://shop.example.com//callback',
  'https://shop.example.com/callback/../evil',
  'https://shop.example.com/callback/..%2fevil',
  'https://shop.example.com/callback%00',
  'https://shop.example.com/callbac%6b',
  'https://shop.example.com/callback?',
  'https://shop.example.com/callback?next=https://evil.example.net',
  'https://shop.example.com/callback#',
  'https://shop.example.com/callback#evil',
  'https://shop.example.com/callback;evil',
  'https://shop.example.com/callback ',
  ' https://shop.example.com/callback',
  'https://shop.example.com/callback\t',
  'https://shop.example.com/callback\r\nLocation: https://evil.example.net',
  'https://shop.example.com:443/callback',
  'https://shop.example.com:8443/callback',
  'https://shop.example.com./callback',
  'https://shop.example.com.evil.example.net/callback',
  'https://evil.example.net/https://shop.example.com/callback',
  'https://shop.example.com@evil.example.net/callback',
  'https://user@shop.example.com/callback',
  'https://shop.example.com\\@evil.example.net/callback',
  'https://shop.example.com%2f@evil.example.net/callback',
  'https://shop。example.com/callback',
  '//shop.example.com/callback',
  '/callback',
  '',
  'javascript:alert(1)',
  'data:text/html,hello',
  'urn:ietf:wg:oauth:2.0:oob',
  'null',
];

describe('redirect URIs', () => {
  test('one that differs in anything from the registered ones is sent nowhere, and so is every error', async () => {
    const api = await startApi();
    const client = await RelyingParty.register(api);
    const browser = new OidcBrowser(api);
    for (const uri of NEARLY) {
      for (const other of [{}, { response_type: 'token' }, { prompt: 'none' }, { scope: '' }]) {
        const parameters = client.parameters({ ...other, redirect_uri: uri });
        const answer = await browser.send(`/oidc/auth?${parameters.toString()}`);
        const seen = { uri, status: answer.status, location: answer.headers.get('location') };
        expect(seen).toEqual({ uri, status: 400, location: null });
        expect(linksAway(await answer.text(), api.url)).toEqual([]);
      }
      // RFC 9126 §2.3: refused before anybody is sent anywhere.
      const pushed = await client.post(
        '/oidc/par',
        Object.fromEntries(client.parameters({ redirect_uri: uri })),
      );
      expect({ uri, status: pushed.status }).toEqual({ uri, status: 400 });
    }
  }, 60_000);

  test('none, or two of them, are refused', async () => {
    const api = await startApi();
    const client = await RelyingParty.register(api);
    const browser = new OidcBrowser(api);
    const none = await browser.open(client.url({ redirect_uri: undefined }));
    const twice = await browser.open(
      `${client.url()}&redirect_uri=${encodeURIComponent('https://evil.example.net/')}`,
    );
    const same = await browser.open(`${client.url()}&redirect_uri=${encodeURIComponent(CALLBACK)}`);
    for (const landing of [none, twice, same])
      expect({ status: landing.status, origin: landing.url.origin }).toEqual({
        status: 400,
        origin: api.url,
      });
  });

  test('a POST has the same rules', async () => {
    const api = await startApi();
    const client = await RelyingParty.register(api);
    const body = client.parameters({ redirect_uri: 'https://evil.example.net/' }).toString();
    const landing = await new OidcBrowser(api).open('/oidc/auth', { method: 'POST', body });
    expect({ status: landing.status, origin: landing.url.origin }).toEqual({ status: 400, origin: api.url });
  });

  test('a native application may take any port of its loopback address, and nothing else (RFC 8252 §7.3)', async () => {
    const api = await startApi();
    const native = await RelyingParty.register(api, {
      client_id: 'app',
      application_type: 'native',
      token_endpoint_auth_method: 'none',
      redirect_uris: ['http://127.0.0.1/callback', 'com.example.app:/callback'],
    });
    const web = await RelyingParty.register(api, {
      client_id: 'web',
      redirect_uris: ['http://127.0.0.1:8080/callback'],
    });
    const browser = new OidcBrowser(api);
    const statusOf = async (client: RelyingParty, uri: string) =>
      (await browser.send(client.url({ redirect_uri: uri }))).status;
    for (const uri of [
      'http://127.0.0.1:51004/callback',
      'http://127.0.0.1/callback',
      'com.example.app:/callback',
    ])
      expect({ uri, status: await statusOf(native, uri) }).toEqual({ uri, status: 303 });
    const refused = [
      'http://127.0.0.1:51004/other',
      'http://127.0.0.1:51004/callback?x',
      'http://127.0.0.2:51004/callback',
      'http://localhost:51004/callback',
      'http://[::1]:51004/callback',
      'https://127.0.0.1:51004/callback',
      'http://127.0.0.1:51004@evil.example.net/callback',
      'http://127.0.0.1.evil.example.net/callback',
      'http://user@127.0.0.1:51004/callback',
      'http://127.0.0.1:99999/callback',
      'http://127.1/callback',
      'com.example.app:/callback/other',
      'com.example.app://callback',
      'com.example.app2:/callback',
    ];
    for (const uri of refused)
      expect({ uri, status: await statusOf(native, uri) }).toEqual({ uri, status: 400 });
    expect(await statusOf(web, 'http://127.0.0.1:8080/callback')).toBe(303);
    expect(await statusOf(web, 'http://127.0.0.1:8081/callback')).toBe(400);
  });

  test('a code is redeemed with the redirect URI of its request only', async () => {
    const api = await startApi();
    const second = 'https://shop.example.com/second';
    const client = await RelyingParty.register(api, { redirect_uris: [CALLBACK, second] });
    const browser = new OidcBrowser(api);
    const back = await client.signIn(browser);
    for (const uri of [second, 'https://evil.example.net/', undefined]) {
      const { status, body } = await client.exchange(back, { redirect_uri: uri });
      expect({ status, error: body.error }).toEqual({
        status: 400,
        error: uri === undefined ? 'invalid_request' : 'invalid_grant',
      });
    }
    expect((await client.exchange(back)).status).toBe(200);
  });

  test('the person is told the host that they are sent to, and none where nobody can know who listens', async () => {
    const api = await startApi();
    const native = await RelyingParty.register(api, {
      client_id: 'app',
      application_type: 'native',
      token_endpoint_auth_method: 'none',
      redirect_uris: ['http://127.0.0.1/callback', 'https://app.example.com/callback'],
    });
    const browser = new OidcBrowser(api);
    const hostOf = async (uri: string) => {
      const uid = interactionOf(await browser.open(native.url({ redirect_uri: uri })));
      return (await browser.options(uid)).body.client?.host;
    };
    expect(await hostOf('http://127.0.0.1:51004/callback')).toBeNull();
    expect(await hostOf('https://app.example.com/callback')).toBe('app.example.com');
  });
});
