import type {} from '@maqiao/browser/element';
import { afterAll, describe, expect, jest, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { until } from '../support/until.ts';
import { blockSockets, look, suspendPages } from '../support/browser-faults.ts';
import { closeChromium, openContext } from '../support/chromium.ts';
import { scanScreen, sceneOf } from '../support/scan-screen.ts';
import { codeOf, scan } from '../support/scan.ts';
import { openShop, phase, signIn, visit } from './support/shop.ts';

jest.setTimeout(60_000);
afterAll(closeChromium);

const MINUTE = 60_000;
const YEAR = 365 * 24 * 60 * MINUTE;

/** The seconds that the countdown shows. */
const secondsShown = async (page: Page): Promise<number> =>
  Number(/\d+/.exec((await page.textContent('maqiao-login .time')) ?? '')?.[0]);

describe('the network', () => {
  test('goes and comes back: the login goes on by itself', async () => {
    const shop = await openShop();
    const { context, page } = await visit(shop);
    await phase(page, 'waiting');
    const program = await scan(shop, page);
    await phase(page, 'scanned');
    await context.setOffline(true);
    await phase(page, 'offline');
    program.tap('#confirm');
    await program.until(() => program.text('#happened'), 'the outcome');
    await context.setOffline(false);
    await phase(page, 'signed-in');
  });

  test('lets no socket through: the element polls, and still shows that it was scanned', async () => {
    const shop = await openShop();
    const context = await openContext();
    await blockSockets(context);
    const page = await context.newPage();
    await page.goto(shop.site.origin);
    await phase(page, 'waiting');
    const program = await scan(shop, page);
    await phase(page, 'scanned');
    program.tap('#confirm');
    await phase(page, 'signed-in');
  });

  test('the server is killed and started again: the element comes back with a code that works', async () => {
    const shop = await openShop();
    const { page } = await visit(shop);
    await phase(page, 'waiting');
    const first = await page.getAttribute('maqiao-login .code', 'src');
    await shop.stack.kill('SIGKILL');
    await shop.stack.restart();
    await page.waitForFunction(
      (src) => {
        const code = document.querySelector('maqiao-login')?.shadowRoot?.querySelector('.code');
        return code && code.getAttribute('src') !== src;
      },
      first,
      { timeout: 30_000 },
    );
    await signIn(shop, page);
  });
});

describe('the clock', () => {
  test.each([
    ['five minutes slow', -5 * MINUTE],
    ['five minutes fast', 5 * MINUTE],
    ['five years slow', -5 * YEAR],
    ['five years fast', 5 * YEAR],
  ])('is %s: the code comes, the countdown is right, the login works', async (_name, off) => {
    const shop = await openShop();
    const context = await openContext();
    const page = await context.newPage();
    await page.clock.install({ time: Date.now() + off });
    await page.goto(shop.site.origin);
    await phase(page, 'waiting');
    const seconds = await secondsShown(page);
    expect(seconds).toBeGreaterThan(140);
    expect(seconds).toBeLessThanOrEqual(170);
    await signIn(shop, page);
    expect(await page.$eval('maqiao-login', (element) => element.getAccessToken())).not.toBeNull();
  });

  test('jumps by eight hours, as when a laptop slept: the code on the screen is good, its countdown right', async () => {
    const shop = await openShop();
    const context = await openContext();
    const page = await context.newPage();
    await page.clock.install();
    await page.goto(shop.site.origin);
    await phase(page, 'waiting');
    await page.clock.fastForward('08:00:00');
    await page.waitForFunction(() => {
      const time = document.querySelector('maqiao-login')?.shadowRoot?.querySelector('.time')?.textContent;
      const seconds = Number(/\d+/.exec(time ?? '')?.[0]);
      return seconds > 100 && seconds <= 170;
    });
    await signIn(shop, page);
  });
});

describe('a tab', () => {
  test('hidden for five minutes asks for no codes, and has a new one as soon as it is looked at', async () => {
    const shop = await openShop({ environment: { SCENE_TTL_SECONDS: '12' } });
    const context = await openContext();
    const page = await context.newPage();
    await page.clock.install();
    await page.goto(shop.site.origin);
    await phase(page, 'waiting');
    await look(page, false);
    const drawn = () => shop.stack.simulator.calls('getwxacodeunlimit').length;
    const before = drawn();
    await page.waitForSelector('maqiao-login .headline:text("这个码过期了，正在换新码")');
    await page.clock.fastForward('05:00');
    expect(drawn()).toBe(before);
    await look(page, true);
    await signIn(shop, page);
    expect(drawn()).toBeGreaterThan(before);
  });

  test('that stood still past the end of its code, as on a laptop asleep, comes back with a new one', async () => {
    const shop = await openShop({ environment: { SCENE_TTL_SECONDS: '5' } });
    const { context, page } = await visit(shop);
    await phase(page, 'waiting');
    const resume = await suspendPages(context);
    const drawn = shop.stack.simulator.calls('getwxacodeunlimit');
    const { scene } = drawn.at(-1)?.parameters as { scene: string };
    await until(async () => (await codeOf(shop, scene)) === 'scene_expired', 'the end of the code');
    // Awake it would have asked for the next one by now.
    expect(shop.stack.simulator.calls('getwxacodeunlimit')).toHaveLength(drawn.length);
    resume();
    await signIn(shop, page);
  });
});

describe('the hosted page', () => {
  const hosted = (page: Page, name: string) => page.waitForSelector(`.card[data-phase="${name}"]`);

  test('duplicated with its storage: each tab has a code of its own, and both work', async () => {
    const shop = await openShop();
    const context = await openContext();
    const page = await context.newPage();
    await page.goto(shop.stack.url);
    await hosted(page, 'waiting');
    const mine = sceneOf(await scanScreen(page));
    // A tab opened by another on the same origin starts with a copy of its sessionStorage, as a duplicated one does.
    const [copy] = await Promise.all([
      context.waitForEvent('page'),
      page.evaluate(() => void window.open(location.href)),
    ]);
    await hosted(copy, 'waiting');
    expect(sceneOf(await scanScreen(copy))).not.toBe(mine);
    await page.bringToFront();
    expect(await page.getAttribute('.card', 'data-phase')).toBe('waiting');
    expect(sceneOf(await scanScreen(page))).toBe(mine);
    const program = await scan(shop, page);
    program.tap('#confirm');
    await hosted(page, 'signed-in');
    await hosted(copy, 'signed-in');
  });

  test('with blocked sessionStorage signs in; only a reload begins anew', async () => {
    const shop = await openShop();
    const context = await openContext();
    await context.addInitScript(() => {
      Object.defineProperty(window, 'sessionStorage', {
        get: () => {
          throw new DOMException('denied', 'SecurityError');
        },
      });
    });
    const page = await context.newPage();
    await page.goto(shop.stack.url);
    await hosted(page, 'waiting');
    const first = sceneOf(await scanScreen(page));
    await page.reload();
    await hosted(page, 'waiting');
    expect(sceneOf(await scanScreen(page))).not.toBe(first);
    const program = await scan(shop, page);
    program.tap('#confirm');
    await hosted(page, 'signed-in');
    await page.reload();
    await hosted(page, 'signed-in');
  });
});
