import { afterAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { BrowserContext, Page } from 'playwright-core';
import { closeChromium, openContext } from '../support/chromium.ts';
import { startStack, type Stack } from '../support/stack.ts';
import { expireInteractions, removeClient, startClientSite, type ClientSite } from './support/client-site.ts';
import { phase, scanAndConfirm, scanAndRefuse, signInHere, step, untilBack } from './support/person.ts';

jest.setTimeout(180_000);
afterAll(closeChromium);

let stack: Stack;
let shop: ClientSite;
let context: BrowserContext;
let page: Page;

beforeEach(async () => {
  stack = await startStack();
  shop = await startClientSite(stack, { host: 'shop.localhost' });
  context = await openContext();
  page = await context.newPage();
});

const headline = (on = page) => on.textContent('h1');
/** The one way on that is offered. */
const wayOn = (on = page) => on.getAttribute('a.button', 'href');

test('the page names the site’s host, which people can check', async () => {
  await page.goto(shop.signInUrl());
  await phase(page, 'waiting');
  expect(await page.textContent('.client-host')).toBe(new URL(shop.url).host);
});

describe('an interaction that is over', () => {
  test('says so after a reload, and leads back to the site', async () => {
    await page.goto(shop.signInUrl());
    await phase(page, 'waiting');
    expireInteractions(stack);
    await page.reload();
    await step(page, 'over');
    expect(await headline()).toBe('这次登录已经过期');
    expect(await wayOn()).toBe(`${shop.url.replace('http:', 'https:')}/`);
  });

  test('says so when another code is asked for', async () => {
    await page.goto(shop.signInUrl());
    await phase(page, 'waiting');
    await scanAndRefuse(stack, page);
    await phase(page, 'refused');
    expireInteractions(stack);
    await page.click('.card .button');
    await step(page, 'over');
    expect(await headline()).toBe('这次登录已经过期');
  });

  test.each(['继续', '拒绝'])('says so to whoever presses %s', async (name) => {
    await signInHere(stack, context);
    await page.goto(shop.signInUrl());
    await step(page, 'asking');
    expireInteractions(stack);
    await page.click(`button:has-text("${name}")`);
    await step(page, 'over');
    expect(await headline()).toBe('这次登录已经过期');
  });

  test('whose client was removed meanwhile', async () => {
    await startClientSite(stack, { id: 'other', name: '另一家店' });
    await page.goto(shop.signInUrl());
    await phase(page, 'waiting');
    removeClient(stack);
    await page.reload();
    await step(page, 'over');
    expect(await headline()).toBe('这次登录已经过期');
  });

  test('opened once more after it was answered: no second answer, and no circle', async () => {
    await page.goto(shop.signInUrl());
    await phase(page, 'waiting');
    const address = page.url();
    await scanAndConfirm(stack, page);
    await untilBack(page);
    await page.goto(address);
    await step(page, 'over');
    expect(await headline()).toBe('这次登录已经过期');
    await page.reload();
    await step(page, 'over');
    expect(await wayOn()).toBe(`${shop.url.replace('http:', 'https:')}/`);
    expect(shop.answers).toHaveLength(1);
  });
});

describe('an interaction of another browser', () => {
  test('is not told of, and cannot be answered here', async () => {
    await page.goto(shop.signInUrl());
    await phase(page, 'waiting');
    const other = await openContext();
    await signInHere(stack, other, 'b');
    const lured = await other.newPage();
    await lured.goto(page.url());
    await step(lured, 'over');
    expect(await headline(lured)).toBe('这次登录是在另一个浏览器里开始的');
    expect(await lured.textContent('body')).not.toContain('海边杂货');
    expect(await wayOn(lured)).toBe('/');
    await scanAndConfirm(stack, page);
    await untilBack(page);
  });
});

describe('the server cannot be asked', () => {
  test('no network: the page says so, and goes on by itself', async () => {
    const isCall = (url: URL) => url.pathname === '/api/sign-in-options';
    await context.route(isCall, (route) => route.abort('internetdisconnected'));
    await page.goto(shop.signInUrl());
    await step(page, 'offline');
    expect(await headline()).toBe('网络断开了，连上后会自动继续');
    await context.unroute(isCall);
    await phase(page, 'waiting');
  });

  test('a firewall in front refuses the call: the page says so, and tries again when asked', async () => {
    const isCall = (url: URL) => url.pathname === '/api/sign-in-options';
    await context.route(isCall, (route) =>
      route.fulfill({ status: 403, contentType: 'text/html', body: '<h1>403</h1>' }),
    );
    await page.goto(shop.signInUrl());
    await step(page, 'over');
    expect(await headline()).toBe('请求被网站前面的防火墙拦截了');
    await context.unroute(isCall);
    await page.click('button:has-text("再试一次")');
    await phase(page, 'waiting');
  });
});
