import { afterAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { BrowserContext, Page } from 'playwright-core';
import { closeChromium, openContext } from '../support/chromium.ts';
import { endSessionsFromPhone } from '../support/phone-calls.ts';
import { setNickname } from '../support/set-nickname.ts';
import { startStack, type Stack } from '../support/stack.ts';
import { sessionsOf, startClientSite, type ClientSite } from './support/client-site.ts';
import { phase, scanAndConfirm, signInHere, step, untilBack } from './support/person.ts';

jest.setTimeout(180_000);
afterAll(closeChromium);

let stack: Stack;
let shop: ClientSite;
let context: BrowserContext;
let page: Page;

/** Xiaoqiao is signed in in this browser, and comes from the shop. */
beforeEach(async () => {
  stack = await startStack();
  shop = await startClientSite(stack);
  await setNickname(stack, '小桥');
  context = await openContext();
  await signInHere(stack, context);
  page = await context.newPage();
});

async function comeFromShop(parameters: Record<string, string> = {}): Promise<void> {
  await page.goto(shop.signInUrl(parameters));
}

const text = (selector: string): Promise<string | null> => page.textContent(selector);
const button = (name: string) => page.locator('button', { hasText: name });

describe('somebody is signed in here', () => {
  test('they go on as who they are; the next time nobody asks', async () => {
    await comeFromShop();
    await step(page, 'asking');
    expect(await text('h1')).toBe('以 小桥 的身份登录 海边杂货？');
    await button('继续').click();
    await untilBack(page);
    await comeFromShop();
    await untilBack(page);
    const [first, second] = shop.answers;
    expect(first).toEqual({
      sub: expect.any(String),
      sid: expect.any(String),
      authTime: expect.any(Number),
    });
    expect(second).toEqual(first);
    expect(sessionsOf(stack)).toEqual([{ sid: expect.any(String), reason: null }]);
  });

  test('somebody else signs in in their place: the site gets the other, and the session here is theirs', async () => {
    await comeFromShop();
    await step(page, 'asking');
    await button('换一个账号').click();
    await phase(page, 'waiting');
    // A change of mind, and another.
    await button('用已登录的账号').click();
    await step(page, 'asking');
    await button('换一个账号').click();
    await phase(page, 'waiting');
    await scanAndConfirm(stack, page, 'b');
    await untilBack(page);
    expect(sessionsOf(stack)).toEqual([
      { sid: expect.any(String), reason: 'replaced' },
      { sid: expect.any(String), reason: null },
    ]);
    await comeFromShop({ prompt: 'none' });
    await untilBack(page);
    expect(shop.answers).toHaveLength(2);
    expect(shop.answers[1]).toEqual(shop.answers[0]);
    const other = await openContext();
    await signInHere(stack, other);
    page = await other.newPage();
    await comeFromShop();
    await button('继续').click();
    await untilBack(page);
    expect(shop.answers[2]?.sub).not.toBe(shop.answers[0]?.sub);
  });

  test('the site wants a fresh proof: they scan, and it is the session that was there', async () => {
    const [before] = sessionsOf(stack);
    await comeFromShop();
    await button('继续').click();
    await untilBack(page);
    await comeFromShop({ prompt: 'login' });
    await phase(page, 'waiting');
    expect(await button('用已登录的账号').count()).toBe(0);
    await scanAndConfirm(stack, page);
    await untilBack(page);
    const [first, fresh] = shop.answers;
    expect(sessionsOf(stack)).toEqual([before]);
    expect([fresh?.sub, fresh?.sid]).toEqual([first?.sub, first?.sid]);
    expect(fresh?.authTime).toBeGreaterThan(first?.authTime ?? 0);
  });

  test('signed out meanwhile on the phone: going on asks for a scan, and says why', async () => {
    await comeFromShop();
    await step(page, 'asking');
    await endSessionsFromPhone(stack);
    await button('继续').click();
    await phase(page, 'waiting');
    expect(await text('.asked .caution')).toContain('还没有登录');
    await scanAndConfirm(stack, page);
    await untilBack(page);
    expect(shop.answers).toHaveLength(1);
  });

  test('the server cannot be reached while they press: they are told, and press once more', async () => {
    await comeFromShop();
    await step(page, 'asking');
    await context.setOffline(true);
    await button('继续').click();
    expect(await text('.sheet .caution')).toContain('服务暂时不可用');
    await context.setOffline(false);
    await button('继续').click();
    await untilBack(page);
  });
});

describe('they decline', () => {
  test.each([
    ['as who they are', false],
    ['in place of a scan', true],
  ])('%s: the site is told so, and nobody is signed in there', async (_name, another) => {
    await comeFromShop();
    await step(page, 'asking');
    if (another) {
      await button('换一个账号').click();
      await phase(page, 'waiting');
    }
    await button('拒绝').click();
    await untilBack(page);
    expect(shop.answers).toEqual([{ error: 'access_denied' }]);
    // Here they still are.
    expect(sessionsOf(stack)).toEqual([{ sid: expect.any(String), reason: null }]);
  });
});
