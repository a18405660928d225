import { describe, expect, test } from '@jest/globals';
import { startApi, type ApiUnderTest } from '../support/api-under-test.ts';
import { OidcBrowser } from './support/oidc-browser.ts';
import { beginInteraction, phoneAt, scan, showCode, shownNumber } from './support/phone-side.ts';
import { TestClient } from './support/test-client.ts';

const BROWSER = '203.0.113.5';
const FAR = '198.51.100.7';

async function start(mode: string): Promise<{ api: ApiUnderTest; shop: TestClient }> {
  // One proxy: phone and browser have the addresses that a test gives them.
  const api = await startApi({ environment: { CONFIRM_MODE: mode, TRUST_PROXY: '1' } });
  return { api, shop: await TestClient.register(api) };
}

const fromBrowser = { 'X-Forwarded-For': BROWSER };

describe('CONFIRM_MODE=never', () => {
  test('asks nobody for digits where no client asks', async () => {
    const { api } = await start('never');
    const shown = await showCode(new OidcBrowser(api), undefined, fromBrowser);
    expect(await scan(phoneAt(api, 'a', FAR), shown)).toMatchObject({ match: 'none' });
  });

  test('is auto where a client asks: digits for a phone that is elsewhere, and a wrong one ends it', async () => {
    const { api, shop } = await start('never');
    const browser = new OidcBrowser(api);
    const shown = await showCode(browser, await beginInteraction(browser, shop), fromBrowser);
    const phone = phoneAt(api, 'a', FAR);
    expect(await scan(phone, shown)).toMatchObject({ match: 'number' });
    expect((await phone.confirm(shown.scene)).body.code).toBe('invalid_request');
    const wrong = (await shownNumber(browser, shown)) === '10' ? '11' : '10';
    expect((await phone.confirm(shown.scene, { number: wrong })).body.code).toBe('number_mismatch');
    expect((await browser.call('/api/session', { ...shown })).body).toMatchObject({ code: 'access_denied' });
  });

  test('spares a phone on the browser’s network, unless the code came as a picture', async () => {
    const { api, shop } = await start('never');
    const browser = new OidcBrowser(api);
    const uid = await beginInteraction(browser, shop);
    for (const [entry, match] of [
      [1047, 'none'],
      [1048, 'number'],
      [1049, 'number'],
    ] as const) {
      const shown = await showCode(browser, uid, fromBrowser);
      expect([entry, await scan(phoneAt(api, 'a', BROWSER), shown, entry)]).toMatchObject([entry, { match }]);
    }
  });

  test('spares a browser that the person has signed in with, and nobody else of it', async () => {
    const { api, shop } = await start('never');
    await phoneAt(api, 'b', FAR).signIn();
    const browser = new OidcBrowser(api);
    const first = await showCode(browser, undefined, fromBrowser);
    const phone = phoneAt(api, 'a', FAR);
    await scan(phone, first);
    await phone.confirm(first.scene);
    expect((await browser.call('/api/session', { ...first })).status).toBe(200);

    const uid = await beginInteraction(browser, shop, { prompt: 'login' });
    const own = await showCode(browser, uid, fromBrowser);
    expect(await scan(phone, own)).toMatchObject({ knownBrowser: true, match: 'none' });
    const other = await showCode(browser, uid, fromBrowser);
    expect(await scan(phoneAt(api, 'b', FAR), other)).toMatchObject({ knownBrowser: false, match: 'number' });
  });
});

test('CONFIRM_MODE=always asks whoever is near, too', async () => {
  const { api, shop } = await start('always');
  const browser = new OidcBrowser(api);
  const shown = await showCode(browser, await beginInteraction(browser, shop), fromBrowser);
  expect(await scan(phoneAt(api, 'a', BROWSER), shown)).toMatchObject({ match: 'number' });
});
