import { afterAll, describe, expect, jest, test } from '@jest/globals';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { closeChromium, openContext } from '../support/chromium.ts';
import { scan } from '../support/scan.ts';
import { startStack, type Stack } from '../support/stack.ts';
import { askForDevice, registerClients } from './support/clients.ts';
import { watchPolicy } from './support/policy-reports.ts';
import { expectGoodPage } from './support/good-page.ts';

// Pages of OpenID Connect for people: errors, sign-out, devices. Their behaviour is tested in apps/api/test/oidc.

jest.setTimeout(180_000);
afterAll(closeChromium);

const AFTER = 'https://shop.example.com/bye';
const SIGN_OUT = `/oidc/session/end?client_id=shop&post_logout_redirect_uri=${encodeURIComponent(AFTER)}`;

async function start(): Promise<Stack> {
  const stack = await startStack({}, { released: false });
  registerClients(stack);
  return stack;
}

async function openTab(options: BrowserContextOptions = {}): Promise<Page> {
  const context = await openContext(options);
  await watchPolicy(context);
  return context.newPage();
}

async function signIn(stack: Stack, page: Page): Promise<void> {
  await page.goto(stack.url);
  await page.waitForSelector('.card[data-phase="waiting"]');
  const program = await scan({ stack }, page);
  program.tap('#confirm');
  await page.waitForSelector('.card[data-phase="signed-in"]');
}

const LOOKS = [
  ['zh-CN', 'light'],
  ['zh-CN', 'dark'],
  ['en', 'light'],
  ['en', 'dark'],
] as const;

describe('issue 15: pages of OpenID Connect for people', () => {
  test.each(LOOKS)('have no axe findings and fit into 320 px, %s and %s', async (locale, colorScheme) => {
    const stack = await start();
    const page = await openTab({ locale, colorScheme, viewport: { width: 320, height: 568 } });
    const chinese = locale === 'zh-CN';

    await page.goto(`${stack.url}/oidc/auth?client_id=nobody&response_type=code&scope=openid`);
    expect(await page.textContent('.problem-technical')).toContain('invalid_client');
    await expectGoodPage(page);

    await page.goto(`${stack.url}/device`);
    await expectGoodPage(page);
    expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('user_code');
    await page.keyboard.type('bbbb bbbb');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    await expectGoodPage(page);

    const { verification_uri_complete, user_code } = await askForDevice(stack);
    await page.goto(verification_uri_complete);
    await page
      .getByRole('heading', { name: chinese ? '这是你的设备吗？' : 'Is this your device?' })
      .waitFor();
    expect(await page.textContent('.notice-code')).toBe(user_code);
    await expectGoodPage(page);

    await signIn(stack, page);
    await page.goto(`${stack.url}/oidc/session/end?client_id=shop`);
    expect(await page.textContent('h1')).toBe(chinese ? '要退出登录吗？' : 'Sign out?');
    await expectGoodPage(page);
    await page.getByRole('button', { name: chinese ? '保持登录' : 'Stay signed in' }).click();
    expect(await page.textContent('h1')).toBe(chinese ? '你没有退出登录' : 'You are still signed in');
    await expectGoodPage(page);
    await page.goto(`${stack.url}/oidc/session/end`);
    await page.getByRole('button', { name: chinese ? '退出登录' : 'Sign out', exact: true }).click();
    expect(await page.textContent('h1')).toBe(chinese ? '已退出登录' : 'You are signed out');
    await expectGoodPage(page);
  });

  test('the answer to the form leads back to the client, on another origin', async () => {
    const stack = await start();
    const page = await openTab({ locale: 'en' });
    await page.route(`${AFTER}*`, (route) => route.fulfill({ contentType: 'text/html', body: 'bye' }));
    await signIn(stack, page);
    await page.goto(stack.url + SIGN_OUT);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL(AFTER);
  });

  test('a page without a question continues by itself; without scripts by its button', async () => {
    const stack = await start();
    for (const javaScriptEnabled of [true, false]) {
      const page = await openTab({ locale: 'en', javaScriptEnabled });
      await page.route(`${AFTER}*`, (route) => route.fulfill({ contentType: 'text/html', body: 'bye' }));
      await page.goto(stack.url + SIGN_OUT);
      if (!javaScriptEnabled) await page.getByRole('button', { name: 'Sign out' }).click();
      await page.waitForURL(AFTER);
    }
  });

  test('the language that is chosen on the page stays', async () => {
    const stack = await start();
    const page = await openTab({ locale: 'zh-CN' });
    const { verification_uri_complete } = await askForDevice(stack);
    await page.goto(verification_uri_complete);
    await page.getByRole('heading', { name: '这是你的设备吗？' }).waitFor();
    await page.getByRole('link', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Is this your device?' }).waitFor();
    await page.getByRole('button', { name: 'Not mine' }).click();
    expect(await page.textContent('[role="alert"]')).toBe('You declined. The device is not signed in');
  });
});
