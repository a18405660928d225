import { afterAll, describe, expect, jest, test } from '@jest/globals';
import type {} from '@maqiao/browser/element';
import type { Page } from 'playwright-core';
import { until } from '../support/until.ts';
import { closeChromium, openContext } from '../support/chromium.ts';
import { scanInNode } from '../support/phone-in-node.ts';
import { scanScreen, sceneOf } from '../support/scan-screen.ts';
import { codeOf, scan } from '../support/scan.ts';
import { openShop, phase, eventsOf, visit } from './support/shop.ts';

jest.setTimeout(60_000);
afterAll(closeChromium);

describe('the element under the strictest policy', () => {
  test('signs in, tells the page, and violates nothing', async () => {
    const shop = await openShop();
    const { page } = await visit(shop);
    await phase(page, 'waiting');
    const program = await scan(shop, page);
    expect(program.text('#site-url')).toContain(shop.site.origin);
    await phase(page, 'scanned');
    program.tap('#confirm');
    await phase(page, 'signed-in');
    const [event, ...more] = await eventsOf(page);
    expect(more).toEqual([]);
    expect(event).toMatchObject({ name: 'login', detail: { user: { nickname: null, avatarUrl: null } } });
    expect(event?.detail?.accessToken).toBe(
      await page.$eval('maqiao-login', (element) => element.getAccessToken()),
    );
    expect(shop.site.reports).toEqual([]);
  });

  test('is dressed by its own sheet', async () => {
    const { page } = await visit(await openShop());
    await phase(page, 'waiting');
    const look = await page.$eval('maqiao-login .card', (card) => {
      const { borderTopLeftRadius, backgroundColor, position } = getComputedStyle(card);
      return { borderTopLeftRadius, backgroundColor, position };
    });
    expect(look).toEqual({
      borderTopLeftRadius: '14px',
      backgroundColor: 'rgb(255, 255, 255)',
      position: 'relative',
    });
  });

  test('where no picture may be shown the code is drawn, and can be scanned', async () => {
    const shop = await openShop();
    const { page } = await visit(shop);
    await phase(page, 'waiting');
    // What a policy without `data:` does to the picture.
    await page.$eval('maqiao-login .code', (image) => image.dispatchEvent(new Event('error')));
    await page.waitForSelector('maqiao-login canvas.code');
    const program = await scan(shop, page);
    program.tap('#confirm');
    await phase(page, 'signed-in');
  });

  test('the script is served to every site, and asked for anew', async () => {
    const shop = await openShop();
    const context = await openContext();
    const answer = await (await context.newPage()).goto(`${shop.stack.url}/maqiao.js`);
    const headers = answer?.headers() ?? {};
    expect(headers['content-type']).toMatch(/^(text|application)\/javascript/);
    expect(headers['cache-control']).toBe('no-cache');
    expect(headers['cross-origin-resource-policy'] ?? 'cross-origin').toBe('cross-origin');
  });
});

describe('the element looks and speaks as the page around it', () => {
  test('in the language of the page, also when that changes, or in its own', async () => {
    const { page } = await visit(await openShop());
    await phase(page, 'waiting');
    const headline = () => page.textContent('maqiao-login .headline');
    expect(await headline()).toBe('用微信扫一扫，登录 山前书店');
    await page.evaluate(() => (document.documentElement.lang = 'en-GB'));
    await page.waitForSelector('maqiao-login .headline:text("Scan with WeChat to sign in to 山前书店")');
    await page.$eval('maqiao-login', (element) => element.setAttribute('lang', 'zh'));
    expect(await headline()).toBe('用微信扫一扫，登录 山前书店');
  });

  test('light on a light page although the person prefers dark, dark on a page that has a dark scheme', async () => {
    const { page } = await visit(await openShop(), { colorScheme: 'dark' });
    await phase(page, 'waiting');
    const background = () =>
      page.$eval('maqiao-login .card', (card) => getComputedStyle(card).backgroundColor);
    expect(await background()).toBe('rgb(255, 255, 255)');
    await page.evaluate(() => document.documentElement.style.setProperty('color-scheme', 'light dark'));
    await page.waitForSelector('maqiao-login .card.dark');
    expect(await background()).toBe('rgb(32, 30, 27)');
    await page.$eval('maqiao-login', (element) => element.setAttribute('theme', 'light'));
    expect(await background()).toBe('rgb(255, 255, 255)');
  });

  test('with the page’s own colours and parts', async () => {
    const { page } = await visit(await openShop());
    await phase(page, 'waiting');
    const colour = await page.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(
        'maqiao-login { --maqiao-card: rgb(1, 2, 3) } maqiao-login::part(headline) { color: rgb(4, 5, 6) }',
      );
      document.adoptedStyleSheets = [sheet];
      const find = (name: string) => document.querySelector('maqiao-login')?.shadowRoot?.querySelector(name);
      return [
        getComputedStyle(find('.card') as Element).backgroundColor,
        getComputedStyle(find('.headline') as Element).color,
      ];
    });
    expect(colour).toEqual(['rgb(1, 2, 3)', 'rgb(4, 5, 6)']);
  });
});

describe('the element comes and goes', () => {
  test('moved within its page it keeps its code', async () => {
    const shop = await openShop();
    const { page } = await visit(shop);
    await phase(page, 'waiting');
    const scene = sceneOf(await scanScreen(page));
    await page.evaluate(() => document.body.append(document.querySelector('maqiao-login') as Element));
    expect(sceneOf(await scanScreen(page))).toBe(scene);
    const program = await scan(shop, page);
    program.tap('#confirm');
    await phase(page, 'signed-in');
  });

  test.each([
    ['removed', (page: Page) => page.$eval('maqiao-login', (element) => element.remove())],
    ['left with its page', (page: Page) => page.goto('/away').then(() => undefined)],
  ])('%s it withdraws its code, and the phone shows that', async (_name, leave) => {
    const shop = await openShop();
    const { page } = await visit(shop, { baseURL: shop.site.origin });
    await phase(page, 'waiting');
    const scene = sceneOf(await scanScreen(page));
    await leave(page);
    await until(async () => (await codeOf(shop, scene)) === 'scene_closed', 'the withdrawal');
    const program = await scanInNode(shop.stack, scene);
    await program.until(() => program.text('#happened'), 'closed');
    expect(program.text('#happened')).toContain('这个码已经用过了');
  });

  test('its secret is in no storage of the site', async () => {
    const { page } = await visit(await openShop());
    await phase(page, 'waiting');
    const stored = await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]));
    expect(stored).toBe('[{},{}]');
  });
});

test('who scans the old code in the moment after it gave way to the next still signs in', async () => {
  const shop = await openShop({ environment: { SCENE_TTL_SECONDS: '9' } });
  const { page } = await visit(shop);
  await phase(page, 'waiting');
  const old = sceneOf(await scanScreen(page));
  const before = await page.getAttribute('maqiao-login .code', 'src');
  await page.waitForFunction(
    (picture) =>
      document.querySelector('maqiao-login')?.shadowRoot?.querySelector('.code')?.getAttribute('src') !==
      picture,
    before,
  );
  const program = await scanInNode(shop.stack, old);
  await program.until(() => program.text('#confirm'), 'who asks');
  await phase(page, 'scanned');
  program.tap('#confirm');
  await phase(page, 'signed-in');
});
