import type {} from '@maqiao/browser/element';
import { afterAll, describe, expect, jest, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { closeChromium } from '../support/chromium.ts';
import { codeOf, scan } from '../support/scan.ts';
import { openShop, phase, signIn, eventsOf, visit, type Shop } from './support/shop.ts';
import { endSessionsFromPhone } from '../support/phone-calls.ts';
import { scanScreen, sceneOf } from '../support/scan-screen.ts';

jest.setTimeout(60_000);
afterAll(closeChromium);

const tokenOf = (page: Page) => page.$eval('maqiao-login', (element) => element.getAccessToken());
const claimsOf = (token: string | null) =>
  JSON.parse(Buffer.from(token?.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
/** What the API says of the person, asked by the page itself. */
const me = ({ stack }: Shop, page: Page, token: string | null) =>
  page.evaluate(
    async ([url, bearer]) => {
      const answer = await fetch(`${url}/api/me`, { headers: { authorization: `Bearer ${bearer}` } });
      return answer.status;
    },
    [stack.url, token],
  );

describe('a sub-domain of the login’s site', () => {
  test('stays signed in over a reload by the cookie, and signs out', async () => {
    const shop = await openShop();
    const { context, page } = await visit(shop);
    await signIn(shop, page);
    const cookies = await context.cookies(`${shop.stack.url}/api/session`);
    expect(cookies.map(({ name }) => name).sort()).toEqual(['maqiao', 'maqiao-browser']);
    const token = await tokenOf(page);
    expect(claimsOf(token)).toMatchObject({ aud: shop.site.origin, iss: shop.stack.url });
    expect(await me(shop, page, token)).toBe(200);

    await page.reload();
    await phase(page, 'signed-in');
    expect(claimsOf(await tokenOf(page)).aud).toBe(shop.site.origin);
    await page.click('maqiao-login .button');
    await phase(page, 'waiting');
    expect((await eventsOf(page)).map(({ name }) => name)).toEqual(['login', 'logout']);
    expect(await me(shop, page, token)).toBe(401);
    await page.reload();
    await phase(page, 'waiting');
  });

  test('two tabs have a code each; one signs in for both, and signs both out', async () => {
    const shop = await openShop();
    const { context, page } = await visit(shop);
    const second = await context.newPage();
    await second.goto(shop.site.origin);
    await phase(second, 'waiting');
    const theirs = sceneOf(await scanScreen(second));
    await page.bringToFront();
    expect(sceneOf(await scanScreen(page))).not.toBe(theirs);
    await signIn(shop, page);
    await phase(second, 'signed-in');
    expect(await codeOf(shop, theirs)).toBe('scene_closed');

    await page.click('maqiao-login .button');
    await phase(second, 'signed-out');
    expect(await second.textContent('maqiao-login .card')).toContain('已退出登录');
    expect((await eventsOf(second)).map(({ name }) => name)).toEqual(['login', 'logout']);
    expect(await tokenOf(second)).toBeNull();
  });

  test('a sign-out on the phone is noticed within a second', async () => {
    const shop = await openShop();
    const { page } = await visit(shop);
    await signIn(shop, page);
    await page.evaluate(() => {
      document.querySelector('maqiao-login')?.addEventListener('logout', () => {
        document.body.dataset.out = String(Date.now());
      });
    });
    const endedAt = await endSessionsFromPhone(shop.stack);
    await phase(page, 'signed-out');
    const noticedAt = Number(await page.getAttribute('body', 'data-out'));
    expect(noticedAt - endedAt).toBeLessThan(1000);
  });
});

describe('another site, whose browser holds no cookie of ours', () => {
  test('has access tokens for itself alone, and no session after a reload', async () => {
    const shop = await openShop({ host: 'shop.elsewhere.localhost' });
    const { context, page } = await visit(shop);
    await signIn(shop, page);
    expect(await context.cookies()).toEqual([]);
    const token = await tokenOf(page);
    expect(claimsOf(token).aud).toBe(shop.site.origin);
    expect(await me(shop, page, token)).toBe(200);
    await page.reload();
    await phase(page, 'waiting');
    expect(await tokenOf(page)).toBeNull();
  });

  test('a sign-out on the phone ends it within a second as well', async () => {
    const shop = await openShop({ host: 'shop.elsewhere.localhost' });
    const { page } = await visit(shop);
    await signIn(shop, page);
    const token = await tokenOf(page);
    const endedAt = await endSessionsFromPhone(shop.stack);
    await phase(page, 'signed-out');
    expect(Date.now() - endedAt).toBeLessThan(1000);
    expect(await me(shop, page, token)).toBe(401);
  });
});

describe('a site that the owner has not listed', () => {
  test('gets no code, by call or by socket, and WeChat is asked for none', async () => {
    const shop = await openShop({ listed: false });
    const { page } = await visit(shop);
    const refused = page.waitForEvent('requestfailed');
    await page.reload();
    await refused;
    await phase(page, 'failed');
    await page.waitForFunction(
      () => (window as unknown as { shopEvents: { name: string }[] }).shopEvents.length > 0,
    );
    expect(await eventsOf(page)).toMatchObject([{ name: 'error', detail: { code: 'origin_not_allowed' } }]);
    const opened = await page.evaluate(
      async (address) => {
        const socket = new WebSocket(`${address}/socket.io/?EIO=4&transport=websocket`);
        return new Promise<boolean>((resolve) => {
          socket.onopen = () => resolve(true);
          socket.onerror = () => resolve(false);
        });
      },
      shop.stack.url.replace('http', 'ws'),
    );
    expect(opened).toBe(false);
    expect(shop.stack.simulator.calls('getwxacodeunlimit')).toEqual([]);
  });

  test('a token of one site is worth nothing at another', async () => {
    const shop = await openShop();
    const { page } = await visit(shop);
    await signIn(shop, page);
    const token = await tokenOf(page);
    const other = await openShop({ host: 'www.other.localhost' });
    const { page: elsewhere } = await visit(other);
    await phase(elsewhere, 'waiting');
    expect(await me(other, elsewhere, token)).toBe(401);
  });
});

test('a person refuses on the phone: the page says so, and one tap brings a new code', async () => {
  const shop = await openShop();
  const { page } = await visit(shop);
  await phase(page, 'waiting');
  const program = await scan(shop, page);
  program.tap('#reject');
  await phase(page, 'refused');
  await page.click('maqiao-login .button');
  await phase(page, 'waiting');
});
