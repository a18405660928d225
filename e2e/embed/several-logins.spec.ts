import type { MaqiaoLoginElement } from '@maqiao/browser/element';
import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { closeChromium, openContext } from '../support/chromium.ts';
import { scan } from '../support/scan.ts';
import { openExample } from './support/example.ts';
import { openShop, type Shop } from './support/shop.ts';

jest.setTimeout(60_000);
afterAll(closeChromium);

/** Two elements, the second with its server written out, and the events of each. */
const TWO = (login: string) => `<!doctype html><html lang="zh-CN"><title>Two</title>
<script src="${login}/maqiao.js"></script>
<maqiao-login id="first" site-name="山前书店"></maqiao-login>
<maqiao-login id="second" site-name="山前书店" base-url="${login}/"></maqiao-login>
<script>
  window.shopEvents = { first: [], second: [] };
  for (const element of document.querySelectorAll('maqiao-login'))
    for (const name of ['login', 'logout', 'error'])
      element.addEventListener(name, () => window.shopEvents[element.id].push(name));
</script></html>`;

interface TwoPage extends Window {
  shopEvents: Record<'first' | 'second', string[]>;
}

async function openTwo(): Promise<{ shop: Shop; page: Page; errors: string[] }> {
  const shop = await openShop();
  shop.site.files['/two'] = { type: 'text/html', text: TWO(shop.stack.url) };
  const page = await (await openContext()).newPage();
  const errors: string[] = [];
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  await page.goto(`${shop.site.origin}/two`);
  return { shop, page, errors };
}

const shows = (page: Page, id: string, phase: string) =>
  page.waitForSelector(`#${id} .card[data-phase="${phase}"]`);
const eventsOf = (page: Page) => page.evaluate(() => (window as unknown as TwoPage).shopEvents);

/** Scans the code of the first element and confirms it. */
async function signIn({ stack }: Pick<Shop, 'stack'>, page: Page): Promise<void> {
  await shows(page, 'first', 'waiting');
  // A person scans one of the two codes on the screen.
  await page.$eval('#second', (element) => (element.style.visibility = 'hidden'));
  const program = await scan({ stack }, page);
  await page.$eval('#second', (element) => (element.style.visibility = ''));
  program.tap('#confirm');
  await shows(page, 'first', 'signed-in');
}

describe('issue 13, number 11: two elements on a page', () => {
  test('one scan signs both in; a sign-out in one gives the other `logout`, and a way to sign in again', async () => {
    const { shop, page, errors } = await openTwo();
    await shows(page, 'second', 'waiting');
    await signIn(shop, page);
    await shows(page, 'second', 'signed-in');

    await page.click('#first .button');
    await shows(page, 'first', 'waiting');
    await shows(page, 'second', 'signed-out');
    expect(await eventsOf(page)).toEqual({ first: ['login', 'logout'], second: ['login', 'logout'] });
    expect(await page.textContent('#second .headline')).toBe('已退出登录');
    expect(await page.textContent('#second .button')).toBe('重新登录');
    expect(
      await page.$eval('maqiao-login#second', (element) => (element as MaqiaoLoginElement).getAccessToken()),
    ).toBeNull();

    await page.click('#second .button');
    await shows(page, 'second', 'waiting');
    await signIn(shop, page);
    await shows(page, 'second', 'signed-in');
    // Nothing of it is an error, not even for the browser's console.
    expect(errors).toEqual([]);
  });

  test('a sign-out on another page of the site reaches both', async () => {
    const { shop, page } = await openTwo();
    await signIn(shop, page);
    await shows(page, 'second', 'signed-in');
    const account = await page.context().newPage();
    await account.goto(`${shop.site.origin}/two`);
    await shows(account, 'first', 'signed-in');
    expect(
      await account.$eval('maqiao-login#first', (element) => (element as MaqiaoLoginElement).signOut()),
    ).toBe('done');
    for (const id of ['first', 'second']) await shows(page, id, 'signed-out');
    expect(await eventsOf(page)).toEqual({ first: ['login', 'logout'], second: ['login', 'logout'] });
  });
});

describe('issue 13, number 11: an element, and a login without one', () => {
  test('each hears of the other’s sign-out', async () => {
    const { shop, page } = await openTwo();
    await page.evaluate(() => {
      const own = window.Maqiao.createLogin();
      Object.assign(window, { own });
      own.start();
    });
    const own = (phase: string) =>
      page.waitForFunction(
        (wanted) =>
          (window as unknown as { own: { getState(): { phase: string } } }).own.getState().phase === wanted,
        phase,
      );
    await own('waiting');
    await signIn(shop, page);
    await own('signed-in');
    await page.evaluate(() => (window as unknown as { own: { signOut(): Promise<string> } }).own.signOut());
    await shows(page, 'first', 'signed-out');
    await own('waiting');

    await page.click('#first .button');
    await signIn(shop, page);
    await own('signed-in');
    await page.click('#first .button');
    await own('signed-out');
  });

  test('also when two copies of the client are on the page: one in a bundle of React, one of the script tag', async () => {
    const { shop, page } = await openExample(join(import.meta.dirname, '../../examples/react/dist'));
    await page.addScriptTag({ url: `${shop.stack.url}/maqiao.js` });
    await page.evaluate(() => {
      const own = window.Maqiao.createLogin();
      own.subscribe(() => (document.body.dataset.own = own.getState().phase));
      own.start();
    });
    await page.waitForSelector('body[data-own=waiting]');
    const program = await scan(shop, page);
    program.tap('#confirm');
    await page.waitForSelector('#sign-out');
    await page.waitForSelector('body[data-own=signed-in]');
    await page.click('#sign-out');
    await page.waitForSelector('body[data-own=signed-out]');
  });
});
