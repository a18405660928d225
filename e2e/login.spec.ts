import { afterAll, describe, expect, jest, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { codeOf } from './support/scan.ts';
import { until } from './support/until.ts';
import { closeChromium, openContext } from './support/chromium.ts';
import { scanInNode } from './support/phone-in-node.ts';
import { openPhone } from './support/phone-page.ts';
import { scanScreen, sceneOf } from './support/scan-screen.ts';
import { startStack, type Stack } from './support/stack.ts';

jest.setTimeout(60_000);
afterAll(closeChromium);

const phase = (page: Page, name: string) => page.waitForSelector(`.card[data-phase="${name}"]`);

async function openLoginPage(stack: Stack, options = {}) {
  const context = await openContext(options);
  const page = await context.newPage();
  await page.goto(stack.url);
  await phase(page, 'waiting');
  return { context, page };
}

describe('a person signs in', () => {
  test('with the code from the screen and the phone of the demo, stays signed in, and signs out', async () => {
    const stack = await startStack();
    const { page } = await openLoginPage(stack);
    const phone = await openPhone(
      await openContext({ viewport: { width: 390, height: 844 } }),
      await scanScreen(page),
    );
    await phone.waitForSelector('#confirm');
    expect(await phone.textContent('#site-name')).toContain('山前书店');
    expect(await phone.textContent('#site-url')).toContain(stack.url);
    await phase(page, 'scanned');
    await phone.click('#confirm');
    await phase(page, 'signed-in');
    await phone.waitForSelector('#happened');

    await page.reload();
    await phase(page, 'signed-in');
    expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage }))).not.toContain('verifier');
    await page.click('.card .button');
    await phase(page, 'waiting');
    await page.reload();
    await phase(page, 'waiting');
    expect(stack.output()).not.toMatch(/unhandled|"level":(50|60)/i);
  });

  test('with the very program that is uploaded, run in Node', async () => {
    const stack = await startStack();
    const { page } = await openLoginPage(stack);
    const program = await scanInNode(stack, sceneOf(await scanScreen(page)));
    await program.until(() => program.text('#confirm'), 'who asks');
    await phase(page, 'scanned');
    program.tap('#confirm');
    await program.until(() => program.text('#happened'), 'the outcome');
    await phase(page, 'signed-in');
    expect(program.errors).toEqual([]);
  });

  test('by copying the number from the screen to the phone, where nearness is not enough', async () => {
    const stack = await startStack({ CONFIRM_MODE: 'always' });
    const { page } = await openLoginPage(stack);
    const program = await scanInNode(stack, sceneOf(await scanScreen(page)));
    await program.until(() => program.text('#confirm'), 'who asks');
    await phase(page, 'scanned');
    const number = (await page.textContent('.number'))?.replace(/\D/g, '') ?? '';
    expect(number).toMatch(/^\d{2}$/);
    // The address and the network have digits of their own.
    const shown = program.html().replaceAll(new URL(stack.url).host, '').replaceAll('127.0.0.0/16', '');
    expect(shown).not.toContain(number);
    program.type('#number', number);
    await program.until(() => !program.html().includes('disabled'), 'a confirm that can be tapped');
    program.tap('#confirm');
    await phase(page, 'signed-in');
  });

  test('where sockets are blocked: the page polls, and still shows that it was scanned', async () => {
    const stack = await startStack();
    const context = await openContext();
    await context.routeWebSocket(/socket\.io/, (socket) => void socket.close());
    const page = await context.newPage();
    await page.goto(stack.url);
    await phase(page, 'waiting');
    const program = await scanInNode(stack, sceneOf(await scanScreen(page)));
    await program.until(() => program.text('#confirm'), 'who asks');
    await phase(page, 'scanned');
    program.tap('#confirm');
    await phase(page, 'signed-in');
  });

  test('in the demo, by the link beside the code', async () => {
    const stack = await startStack({}, { demo: true });
    const { context, page } = await openLoginPage(stack);
    expect(await page.textContent('body')).toContain('演示');
    const [phone] = await Promise.all([context.waitForEvent('page'), page.click('.demo-phone a')]);
    await phone.click('[data-person=b]');
    await phone.click('#confirm');
    await phase(page, 'signed-in');
    expect(stack.output()).toContain('Anyone can sign in as anyone');
  });
});

describe('a person does not sign in', () => {
  test('they refuse on the phone, and get a new code', async () => {
    const stack = await startStack();
    const { page } = await openLoginPage(stack);
    const first = sceneOf(await scanScreen(page));
    const program = await scanInNode(stack, first);
    await program.until(() => program.text('#reject'), 'who asks');
    program.tap('#reject');
    await phase(page, 'refused');
    expect(await page.textContent('.card')).toContain('你在手机上取消了登录');
    await page.click('.card .button');
    await phase(page, 'waiting');
    expect(sceneOf(await scanScreen(page))).not.toBe(first);
  });

  test('someone else scanned: one tap gives a new code, and the other phone shows that', async () => {
    const stack = await startStack();
    const { page } = await openLoginPage(stack);
    const scene = sceneOf(await scanScreen(page));
    const stranger = await scanInNode(stack, scene, { person: 'b' });
    await stranger.until(() => stranger.text('#confirm'), 'who asks');
    await phase(page, 'scanned');
    const second = await scanInNode(stack, scene);
    await second.until(() => second.text('#happened'), 'taken');
    expect(second.text('#happened')).toContain('这个码已被别人扫过');

    await page.click('.card .button');
    await phase(page, 'waiting');
    expect(sceneOf(await scanScreen(page))).not.toBe(scene);
    stranger.tap('#confirm');
    await stranger.until(() => stranger.text('#happened'), 'closed');
    expect(stranger.text('#happened')).toContain('这个码已经用过了');
    expect(await page.getAttribute('.card', 'data-phase')).toBe('waiting');
  });

  test('the code expires: the next replaces it without a gap, and then the old one is invalid', async () => {
    const stack = await startStack({ SCENE_TTL_SECONDS: '5' });
    const { page } = await openLoginPage(stack);
    const first = sceneOf(await scanScreen(page));
    await page.evaluate(() => {
      const card = document.querySelector('maqiao-login')?.shadowRoot?.querySelector<HTMLElement>('.card');
      new MutationObserver(() => (document.title = String(card?.dataset.phase))).observe(card as Node, {
        attributes: true,
      });
    });
    await page.waitForFunction(
      (scene) => !(sessionStorage.getItem('maqiao:attempt') ?? scene).includes(scene),
      first,
    );
    expect(await page.title()).not.toMatch(/loading|expired/);
    expect(await page.getAttribute('.card', 'data-phase')).toBe('waiting');
    await until(
      async () => (await codeOf({ stack }, first)) === 'scene_expired',
      'the end of the first code',
    );
    const program = await scanInNode(stack, first);
    await program.until(() => program.text('#happened'), 'expired');
    expect(program.text('#happened')).toContain('这个码过期了');
  });
});

describe('things break on the way', () => {
  test('the page is reloaded while it waits, and while it is scanned: the same code, the same login', async () => {
    const stack = await startStack();
    const { page } = await openLoginPage(stack);
    const scene = sceneOf(await scanScreen(page));
    await page.reload();
    await phase(page, 'waiting');
    expect(sceneOf(await scanScreen(page))).toBe(scene);
    const program = await scanInNode(stack, scene);
    await program.until(() => program.text('#confirm'), 'who asks');
    await phase(page, 'scanned');
    await page.reload();
    await phase(page, 'scanned');
    program.tap('#confirm');
    await phase(page, 'signed-in');
    expect(stack.simulator.calls('getwxacodeunlimit')).toHaveLength(1);
  });

  test('the network goes and comes back: the page goes on by itself', async () => {
    const stack = await startStack();
    const { page, context } = await openLoginPage(stack);
    const program = await scanInNode(stack, sceneOf(await scanScreen(page)));
    await program.until(() => program.text('#confirm'), 'who asks');
    await phase(page, 'scanned');
    await context.setOffline(true);
    await phase(page, 'offline');
    program.tap('#confirm');
    await program.until(() => program.text('#happened'), 'the outcome');
    await context.setOffline(false);
    await phase(page, 'signed-in');
  });

  test('the server is killed and started again: the page comes back with a code that works', async () => {
    const stack = await startStack();
    const { page } = await openLoginPage(stack);
    const first = sceneOf(await scanScreen(page));
    await stack.kill('SIGKILL');
    await stack.restart();
    await page.waitForFunction(
      (scene) => !(sessionStorage.getItem('maqiao:attempt') ?? scene).includes(scene),
      first,
    );
    await phase(page, 'waiting');
    const program = await scanInNode(stack, sceneOf(await scanScreen(page)));
    await program.until(() => program.text('#confirm'), 'who asks');
    program.tap('#confirm');
    await phase(page, 'signed-in');
  });

  test('WeChat is misconfigured: the person reads a sentence, the operator the cause', async () => {
    const stack = await startStack();
    stack.simulator.fault('getwxacodeunlimit', { kind: 'errcode', errcode: 41030 });
    const context = await openContext();
    const page = await context.newPage();
    await page.goto(stack.url);
    await phase(page, 'failed');
    expect(await page.textContent('.card')).toContain('这个网站的微信设置有误');
    expect(await page.textContent('.card')).not.toContain('wechat_');
    expect(stack.output()).toContain('41030');
    await page.click('.card .button');
    await phase(page, 'waiting');
  });

  test('WeChat is busy while the phone scans: words, a button, and the same code goes on', async () => {
    const stack = await startStack();
    const { page } = await openLoginPage(stack);
    stack.simulator.fault('jscode2session', { kind: 'errcode', errcode: -1 });
    const program = await scanInNode(stack, sceneOf(await scanScreen(page)));
    await program.until(() => program.text('#retry'), 'the way on');
    expect(program.text('#happened')).toContain('微信正忙');
    program.tap('#retry');
    await program.until(() => program.text('#confirm'), 'who asks', 20_000);
    program.tap('#confirm');
    await phase(page, 'signed-in');
  });
});
