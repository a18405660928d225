import { afterAll, describe, expect, jest, test } from '@jest/globals';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { axeFindings } from '../support/axe.ts';
import { closeChromium, openContext } from '../support/chromium.ts';
import { startStack } from '../support/stack.ts';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterTest } from '../support/after-test.ts';
import { policyReports, watchPolicy } from './support/policy-reports.ts';

jest.setTimeout(120_000);
afterAll(closeChromium);

const ELSEWHERE = 'https://elsewhere.example/';

async function openTab(options: BrowserContextOptions = {}): Promise<Page> {
  return (await openContext(options)).newPage();
}

/** Follows a link that stands on a page of another site. */
async function followFromElsewhere(page: Page, url: string): Promise<void> {
  await page.route(ELSEWHERE, (route) =>
    route.fulfill({ contentType: 'text/html', body: `<a href="${url}">there</a>` }),
  );
  await page.goto(ELSEWHERE);
  await Promise.all([page.waitForURL(url), page.click('a')]);
}

const isWide = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);

describe('issue 13, number 5: the documentation of the calls in a real browser', () => {
  const drawn = (page: Page) => page.locator('.swagger-ui .opblock').first().waitFor();

  test('opens when its address is typed, and again after a reload', async () => {
    const stack = await startStack({}, { released: false });
    const page = await openTab();
    const answer = await page.goto(`${stack.url}/api/docs`);
    expect(await answer?.request().headerValue('sec-fetch-site')).toBe('none');
    expect(answer?.status()).toBe(200);
    await drawn(page);
    await page.reload();
    await drawn(page);
  });

  test('opens by a link of another site', async () => {
    const stack = await startStack({}, { released: false });
    const page = await openTab();
    await followFromElsewhere(page, `${stack.url}/api/docs`);
    await drawn(page);
  });

  test('is linked to where a call’s address is opened, and from the pages of the demo', async () => {
    const stack = await startStack({}, { demo: true });
    const page = await openTab();
    await page.goto(`${stack.url}/api/nothing`);
    await page.getByRole('link', { name: '接口文档' }).click();
    await drawn(page);
    for (const from of [stack.url, `${stack.url}/admin`]) {
      await page.goto(from);
      await page.getByRole('link', { name: '接口文档' }).click();
      await drawn(page);
    }
  });

  test('is no page in production, and nothing links to it', async () => {
    const stack = await startStack({ NODE_ENV: 'production' });
    const page = await openTab();
    expect((await page.goto(`${stack.url}/api/docs`))?.status()).toBe(404);
    expect(await page.textContent('h1')).toBe('没有这个页面');
    expect(await page.locator('a[href*="docs"]').count()).toBe(0);
  });
});

describe('issue 13, number 5: a page for people', () => {
  test.each([
    ['zh-CN', '没有这个页面', '去登录页'],
    ['en', 'There is no such page', 'Go to the sign-in page'],
  ])('at an unknown address, in %s: what happened, and one way home', async (locale, happened, home) => {
    const stack = await startStack();
    const page = await openTab({ locale });
    const answer = await page.goto(`${stack.url}/login?next=%2Fcart`);
    expect(answer?.status()).toBe(404);
    expect(await page.textContent('h1')).toBe(happened);
    expect(await page.title()).toBe(`${happened} · 山前书店`);
    expect(await page.evaluate(() => document.documentElement.lang)).toBe(locale);
    expect(await page.textContent('.problem-request')).toMatch(/[A-Za-z0-9_-]{16,}/);
    await page.getByRole('link', { name: home }).click();
    await page.waitForSelector('.card[data-phase="waiting"]');
    expect(page.url()).toBe(`${stack.url}/`);
  });

  test('in the other language by its own link', async () => {
    const stack = await startStack();
    const page = await openTab();
    await page.goto(`${stack.url}/foo/bar?x=1`);
    await page.getByRole('link', { name: 'English' }).click();
    await page.waitForURL(`${stack.url}/foo/bar?lang=en`);
    expect(await page.textContent('h1')).toBe('There is no such page');
    await page.getByRole('link', { name: '中文' }).click();
    await page.waitForURL(`${stack.url}/foo/bar?lang=zh`);
    expect(await page.textContent('h1')).toBe('没有这个页面');
  });

  test('after a dead link of another site', async () => {
    const stack = await startStack();
    const page = await openTab();
    await followFromElsewhere(page, `${stack.url}/login`);
    expect(await page.textContent('h1')).toBe('没有这个页面');
  });

  test.each([
    ['a call that wants another method', '/api/scenes', '这个地址是给程序用的'],
    ['a call that wants a token', '/api/me', '这个地址是给程序用的'],
    ['a call that is not there', '/api/nothing', '没有这个页面'],
    ['an address that cannot be read', '/%E0%A4%A', '网址不完整，或者写错了'],
    ['a picture that is not there', '/api/avatars/nobody', '没有这个页面'],
  ])('who opens %s', async (_what, path, happened) => {
    const stack = await startStack();
    const page = await openTab();
    await page.goto(stack.url + path);
    expect(await page.textContent('h1')).toBe(happened);
    expect(await page.textContent('body')).not.toMatch(/\bat .*\.(js|ts)\b|Error:/);
  });

  test('a script of the page still gets JSON, whatever it asks for', async () => {
    const stack = await startStack();
    const page = await openTab();
    await page.goto(stack.url);
    await page.waitForSelector('.card[data-phase="waiting"]');
    const types = await page.evaluate(async () => {
      const kinds = [];
      for (const path of ['/login', '/api/nothing', '/api/scenes'])
        for (const Accept of ['*/*', 'text/html,*/*;q=0.8', 'application/json'])
          kinds.push((await fetch(path, { headers: { Accept } })).headers.get('content-type'));
      return [...new Set(kinds)];
    });
    expect(types).toEqual(['application/problem+json; charset=utf-8']);
  });

  test('wears the owner’s colour and logo, and its policy lets nothing else in', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'maqiao-look-'));
    afterTest(() => rmSync(folder, { recursive: true, force: true }));
    const logo =
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 32"><rect width="96" height="32" fill="#2563eb"/></svg>';
    writeFileSync(join(folder, 'logo.svg'), logo);
    const stack = await startStack({ SITE_LOGO: join(folder, 'logo.svg'), SITE_COLOR: '#2563eb' });
    const page = await openTab({ colorScheme: 'light', viewport: { width: 320, height: 568 } });
    await watchPolicy(page.context());
    await page.goto(`${stack.url}/login`);
    expect(await page.getAttribute('.logo', 'src')).toMatch(/^\/api\/site\/logo\?v=/);
    await page.waitForFunction(
      () => (document.querySelector<HTMLImageElement>('.logo')?.naturalWidth ?? 0) > 0,
    );
    const color = await page.$eval('.button', (element) => getComputedStyle(element).backgroundColor);
    expect(color).toBe('rgb(37, 99, 235)');
    expect(await axeFindings(page)).toEqual([]);
    expect(await policyReports(page)).toEqual([]);
  });

  test.each([
    ['zh-CN', 'light'],
    ['zh-CN', 'dark'],
    ['en', 'light'],
    ['en', 'dark'],
  ] as const)('is nothing axe finds fault with, at 320 px, %s and %s', async (locale, colorScheme) => {
    const stack = await startStack();
    const page = await openTab({ locale, colorScheme, viewport: { width: 320, height: 568 } });
    for (const path of ['/login', '/api/scenes']) {
      await page.goto(stack.url + path);
      expect(await isWide(page)).toBe(false);
      expect(await axeFindings(page)).toEqual([]);
    }
  });
});
