import { describe, expect, test } from '@jest/globals';
import { siteInfo } from '@maqiao/shared/schemas';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterThisTest } from './support/after-this-test.ts';
import { startApi } from './support/api-under-test.ts';

const SHOP = 'https://shop.example';
const PLAIN = 'https://plain.example';
const SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9Z"/></svg>';

function logoFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'maqiao-brand-'));
  afterThisTest(() => Promise.resolve(rmSync(folder, { recursive: true, force: true })));
  writeFileSync(join(folder, 'logo.svg'), SVG);
  return join(folder, 'logo.svg');
}

describe('issue 13, number 10: brand', () => {
  test('elements and phones get name, logo and colour of the site that asks', async () => {
    const environment = {
      SITE_NAME: '山前',
      SITE_COLOR: '#2563EB',
      SITE_LOGO: logoFile(),
      CORS_ORIGINS: `${SHOP}=Corner shop, ${PLAIN}`,
    };
    const api = await startApi({ environment });
    const ask = async (headers: Record<string, string> = {}) =>
      fetch(`${api.url}/api/site`, { headers }).then(async (answer) => ({
        cors: answer.headers.get('access-control-allow-origin'),
        vary: answer.headers.get('vary'),
        kept: answer.headers.get('cache-control'),
        site: siteInfo.parse(await answer.json()),
      }));
    const own = await ask();
    expect(own.site).toMatchObject({ name: '山前', color: { light: '#2563eb', onLight: '#ffffff' } });
    expect([own.vary, own.kept]).toEqual(['Origin', 'public, max-age=300']);
    const shop = await ask({ Origin: SHOP });
    expect([shop.cors, shop.site.name, shop.site.color]).toEqual([SHOP, 'Corner shop', own.site.color]);
    expect((await ask({ Origin: PLAIN })).site.name).toBe('plain.example');
    // A page that is not listed cannot read it; what a phone sends as its origin means nothing.
    const foreign = await ask({ Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' });
    expect([foreign.cors, foreign.site.name]).toEqual([null, '山前']);
  });

  test('the logo is kept under its address, and nothing in it can run', async () => {
    const api = await startApi({ environment: { SITE_LOGO: logoFile() } });
    const { logoUrl } = siteInfo.parse(await (await fetch(`${api.url}/api/site`)).json());
    const logo = await fetch(logoUrl ?? '');
    expect(await logo.text()).toBe(SVG);
    const headers = Object.fromEntries(logo.headers);
    expect(headers).toMatchObject({
      'content-type': 'image/svg+xml',
      'cache-control': 'public, max-age=31536000, immutable',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff',
    });
    const other = await fetch(`${api.url}/api/site/logo?v=older`);
    expect([other.status, other.headers.get('cache-control')]).toEqual([200, 'no-cache']);
  });

  test('without settings there is no logo and no colour', async () => {
    const api = await startApi();
    const site = await (await fetch(`${api.url}/api/site`)).json();
    expect(site).toEqual({ name: new URL(api.url).host, logoUrl: null, color: null });
    expect((await fetch(`${api.url}/api/site/logo`)).status).toBe(404);
  });

  test('an invalid logo stops the start with a sentence', async () => {
    const start = startApi({ environment: { SITE_LOGO: '/nowhere/logo.png' } });
    await expect(start).rejects.toThrow('SITE_LOGO names a file that is not there: /nowhere/logo.png.');
  });

  test('the phone gets the name that CORS_ORIGINS gives a site', async () => {
    const api = await startApi({ environment: { CORS_ORIGINS: `${SHOP}=角落书店` } });
    const shop = api.browser({ origin: SHOP });
    await shop.register();
    const phone = api.phone();
    const scanned = await phone.scan(shop.scene);
    expect(scanned.body.request).toMatchObject({ siteName: '角落书店', siteUrl: SHOP });
    await phone.confirm(shop.scene);
    await shop.poll();
    const headers = { Authorization: `Bearer ${phone.accessToken}` };
    const list = await (await fetch(`${api.url}/api/sessions`, { headers })).json();
    expect(list).toEqual([expect.objectContaining({ origin: SHOP, siteName: '角落书店' })]);
  });
});
