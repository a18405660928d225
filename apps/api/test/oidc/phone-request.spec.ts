import { describe, expect, test } from '@jest/globals';
import { scanResponse } from '@maqiao/shared/schemas';
import { Interactions } from '../../src/sign-in/interactions.ts';
import { startApi } from '../support/api-under-test.ts';
import { OidcBrowser } from './support/oidc-browser.ts';
import { beginInteraction, NATIVE_URI, scan, showCode, shownNumber } from './support/phone-side.ts';
import { TestClient } from './support/test-client.ts';

const MEMBERS = [
  'siteName',
  'siteUrl',
  'browser',
  'os',
  'region',
  'ip',
  'near',
  'match',
  'display',
  'createdAt',
] as const;

describe('what the phone is told of a client that asks', () => {
  test('its name, and the host that the person is sent back to; beside the site’s own', async () => {
    const api = await startApi({ environment: { SITE_NAME: '码桥社区' } });
    const shop = await TestClient.register(api);
    const browser = new OidcBrowser(api);
    const shown = await showCode(browser, await beginInteraction(browser, shop));
    const { body } = await api.phone().scan(shown.scene);
    expect(scanResponse.parse(body)).toEqual(body);
    expect(body.request).toMatchObject({
      siteName: '码桥社区',
      siteUrl: api.url,
      client: { name: '山前书店', host: 'shop.example.com', scopes: ['openid', 'profile'] },
    });
  });

  test('no host for one on the person’s own machine', async () => {
    const api = await startApi();
    const tool = await TestClient.register(api, {
      client_id: 'tool',
      client_name: '命令行',
      application_type: 'native',
      token_endpoint_auth_method: 'none',
      redirect_uris: [NATIVE_URI],
    });
    const browser = new OidcBrowser(api);
    const uid = await beginInteraction(browser, tool, { redirect_uri: 'http://127.0.0.1:51234/callback' });
    const request = await scan(api.phone(), await showCode(browser, uid));
    expect(request.client).toEqual({ name: '命令行', host: null, scopes: ['openid', 'profile'] });
  });

  test('what it is given, as page and phone say before the person decides', async () => {
    const api = await startApi();
    const scope = 'openid profile offline_access wechat email';
    const shop = await TestClient.register(api, { scope, email_domain: 'users.example.com' });
    const browser = new OidcBrowser(api);
    for (const [asked, prompt, given] of [
      ['openid', 'login', ['openid']],
      ['wechat openid', 'login', ['openid', 'wechat']],
      // Without prompt=consent the engine gives no access that outlives the session (OpenID Connect Core 1.0 §11).
      [scope, 'login', ['openid', 'profile', 'wechat', 'email']],
      [scope, 'login consent', ['openid', 'profile', 'offline_access', 'wechat', 'email']],
      ['openid address groups', 'login', ['openid']],
    ] as const) {
      const uid = await beginInteraction(browser, shop, { scope: asked, prompt });
      const { body } = await browser.options(uid);
      expect([asked, prompt, body.client?.scopes]).toEqual([asked, prompt, given]);
      const request = await scan(api.phone(), await showCode(browser, uid));
      expect(request.client).toEqual(body.client);
    }
  });

  test('nothing where none asks: the answer has the members that it had before there were clients', async () => {
    const api = await startApi();
    await TestClient.register(api);
    const browser = new OidcBrowser(api);
    const request = await scan(api.phone(), await showCode(browser));
    expect(Object.keys(request)).toEqual([...MEMBERS]);
  });

  test('a device: no host, and two digits even on the same network, which let it in', async () => {
    const api = await startApi({ environment: { CONFIRM_MODE: 'never' } });
    const finished: string[] = [];
    // A device's request as the scenes room is told of it.
    const asking = {
      uid: 'A'.repeat(21),
      clientId: 'tv',
      client: { name: '客厅的电视', host: null, scopes: ['openid', 'offline_access'] },
      wantsProof: false,
      isDevice: true,
    };
    api.app.get(Interactions).handleWith({
      uids: /^A{21}$/,
      find: () => Promise.resolve(asking),
      finish: (uid) => Promise.resolve(`/finished/${finished.push(uid)}`),
      goOn: (uid) => Promise.resolve(`/finished/${finished.push(uid)}`),
      prove: (uid) => Promise.resolve(`/interaction/${uid}`),
      deny: (uid) => Promise.resolve(`/denied/${uid}`),
    });
    const browser = new OidcBrowser(api);
    for (const round of ['new browser', 'known browser']) {
      const shown = await showCode(browser, asking.uid);
      const phone = api.phone();
      const request = await scan(phone, shown);
      expect([round, request.near, request.match]).toEqual([round, 'same-network', 'number']);
      expect(request.client).toEqual(asking.client);
      const number = (await shownNumber(browser, shown)) ?? '';
      expect((await phone.confirm(shown.scene, { number })).status).toBe(200);
      expect((await browser.call('/api/session', { ...shown })).status).toBe(200);
    }
    expect(finished).toEqual([asking.uid, asking.uid]);
  });
});
