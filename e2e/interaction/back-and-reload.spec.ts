import { afterAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { BrowserContext, Page } from 'playwright-core';
import { closeChromium, openContext } from '../support/chromium.ts';
import { scanScreen, sceneOf } from '../support/scan-screen.ts';
import { startStack, type Stack } from '../support/stack.ts';
import { startClientSite, type ClientSite } from './support/client-site.ts';
import { phase, scan, scanAndConfirm, signInHere, step, untilBack } from './support/person.ts';

jest.setTimeout(180_000);
afterAll(closeChromium);

let stack: Stack;
let shop: ClientSite;
let context: BrowserContext;
let page: Page;

beforeEach(async () => {
  stack = await startStack();
  shop = await startClientSite(stack);
  context = await openContext();
  page = await context.newPage();
  await page.goto(shop.url);
});

const sceneShown = async (): Promise<string> => sceneOf(await scanScreen(page));

describe('reloaded', () => {
  test('while it waits and while it is scanned: the same code, and one answer', async () => {
    await page.click('#sign-in');
    await phase(page, 'waiting');
    const scene = await sceneShown();
    await page.reload();
    await phase(page, 'waiting');
    expect(await sceneShown()).toBe(scene);
    const program = await scan(stack, page);
    await phase(page, 'scanned');
    await page.reload();
    await phase(page, 'scanned');
    program.tap('#confirm');
    await untilBack(page);
    expect(shop.answers).toHaveLength(1);
  });

  test('after the confirm, when the answer to the claim was lost', async () => {
    await page.click('#sign-in');
    await phase(page, 'waiting');
    const isClaim = (url: URL) => url.pathname === '/api/session';
    // The server has done it; the page does not hear of it.
    await context.route(isClaim, async (route) => {
      await route.fetch();
      await route.abort('connectionreset');
    });
    await scanAndConfirm(stack, page);
    await phase(page, 'offline');
    await context.unroute(isClaim);
    await page.reload();
    // Whoever has got the cookie is asked, whoever has not is claimed for once more.
    await page.waitForSelector('#back, .interaction[data-step="asking"]');
    if ((await page.locator('#back').count()) === 0) await page.click('.button-primary');
    await untilBack(page);
    expect(shop.answers).toEqual([expect.objectContaining({ sub: expect.any(String) })]);
  });

  test('while it asks', async () => {
    await signInHere(stack, context);
    await page.click('#sign-in');
    await step(page, 'asking');
    await page.reload();
    await step(page, 'asking');
    await page.click('.button-primary');
    await untilBack(page);
  });
});

describe('the way back', () => {
  test('from the code leads to the site, and forward to the same code', async () => {
    await page.click('#sign-in');
    await phase(page, 'waiting');
    const scene = await sceneShown();
    await page.goBack();
    await page.waitForSelector('#sign-in');
    await page.goForward();
    await phase(page, 'waiting');
    expect(await sceneShown()).toBe(scene);
    await scanAndConfirm(stack, page);
    await untilBack(page);
  });

  test('from the site’s answer leads to the site’s own page, after a scan and after declining', async () => {
    await page.click('#sign-in');
    await phase(page, 'waiting');
    await page.click('button:has-text("拒绝")');
    await untilBack(page);
    await page.goBack();
    await page.waitForSelector('#sign-in');
    await page.click('#sign-in');
    await phase(page, 'waiting');
    await scanAndConfirm(stack, page);
    await untilBack(page);
    await page.goBack();
    await page.waitForSelector('#sign-in');
    expect(shop.answers).toEqual([
      { error: 'access_denied' },
      expect.objectContaining({ sub: expect.any(String) }),
    ]);
  });

  test('out of the history cache, the page asks anew what is still true', async () => {
    await page.click('#sign-in');
    await phase(page, 'waiting');
    const scene = await sceneShown();
    await signInHere(stack, context);
    const shown = () =>
      page.evaluate(() => window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));
    await shown();
    await step(page, 'asking');
    await page.click('button:has-text("换一个账号")');
    await phase(page, 'waiting');
    expect(await sceneShown()).toBe(scene);
  });
});

describe('two tabs with two interactions', () => {
  test('do not mix: each has its own code, and each site’s question its own answer', async () => {
    const other = await startClientSite(stack, { id: 'library', name: '山上图书馆' });
    await page.click('#sign-in');
    await phase(page, 'waiting');
    const second = await context.newPage();
    await second.goto(other.signInUrl());
    await phase(second, 'waiting');
    expect(await second.textContent('h1')).toBe('登录 山上图书馆');
    await scanAndConfirm(stack, second);
    await untilBack(second);
    expect(shop.answers).toEqual([]);
    expect(await page.getAttribute('.card', 'data-phase')).toBe('waiting');
    await scanAndConfirm(stack, page);
    await untilBack(page);
    expect(shop.answers[0]?.sub).toBe(other.answers[0]?.sub);
  });
});
