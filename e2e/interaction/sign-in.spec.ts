import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { closeChromium, openContext } from '../support/chromium.ts';
import { startStack } from '../support/stack.ts';
import { startClientSite } from './support/client-site.ts';
import { phase, scanAndConfirm, untilBack } from './support/person.ts';

jest.setTimeout(180_000);
afterAll(closeChromium);

describe('a person who is signed in nowhere', () => {
  test('comes from a site, scans, and is back at the site, which knows who they are', async () => {
    const stack = await startStack();
    const shop = await startClientSite(stack);
    const page = await (await openContext()).newPage();
    await page.goto(shop.url);
    await page.click('#sign-in');
    await phase(page, 'waiting');
    expect(page.url()).toMatch(`${stack.url}/interaction/`);
    expect(await page.textContent('h1')).toBe('登录 海边杂货');
    expect(await page.textContent('.card h2')).toBe('用微信扫一扫，登录 海边杂货');
    await scanAndConfirm(stack, page);
    await untilBack(page);
    expect(shop.answers).toEqual([
      { sub: expect.any(String), sid: expect.any(String), authTime: expect.any(Number) },
    ]);
    // The way back leads to where they came from, not to a page that is over.
    await page.goBack();
    expect(page.url()).toBe(`${shop.url}/`);
  });
});
