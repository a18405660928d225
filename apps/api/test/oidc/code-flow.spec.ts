import { describe, expect, test } from '@jest/globals';
import * as client from 'openid-client';
import { startApi } from '../support/api-under-test.ts';
import { interactionOf, OidcBrowser } from './support/oidc-browser.ts';
import { TestClient } from './support/test-client.ts';

describe('the authorization code flow', () => {
  test('a person who is signed in nowhere scans, and the client knows who they are', async () => {
    const api = await startApi();
    const shop = await TestClient.register(api);
    const browser = new OidcBrowser(api);
    const request = await shop.request();

    const landing = await browser.open(request.url);
    const uid = interactionOf(landing);
    expect((await browser.options(uid)).body).toEqual({
      methods: [{ id: 'mini-program', kind: 'scene' }],
      client: { name: '山前书店', host: 'shop.example.com', scopes: ['openid', 'profile'] },
    });
    const claimed = await browser.scan(uid);
    expect(claimed).toMatchObject({
      status: 200,
      body: { continueTo: expect.stringContaining('/oidc/auth/') },
    });

    const back = await browser.open(claimed.body.continueTo ?? '');
    expect(back.url.origin + back.url.pathname).toBe('https://shop.example.com/callback');
    expect(back.url.searchParams.get('iss')).toBe(api.url);
    const tokens = await shop.redeem(back.url, request);
    expect(tokens.claims()).toMatchObject({
      iss: api.url,
      aud: 'shop',
      amr: ['mca'],
      auth_time: expect.any(Number),
      sid: expect.any(String),
    });
    expect(tokens).toMatchObject({ token_type: 'bearer', refresh_token: expect.any(String) });
    const sub = tokens.claims()?.sub ?? '';
    const info = await client.fetchUserInfo(shop.config, tokens.access_token, sub);
    expect(info).toMatchObject({ sub, name: expect.stringMatching(/^wx_/), locale: 'zh-CN' });

    // The second time nobody is asked.
    const again = await shop.request({ prompt: 'none' });
    const silent = await browser.open(again.url);
    const second = await shop.redeem(silent.url, again);
    expect(second.claims()).toMatchObject({
      sub,
      sid: tokens.claims()?.sid,
      auth_time: tokens.claims()?.auth_time,
    });
  });
});
