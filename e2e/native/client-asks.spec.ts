import { afterAll, describe, expect, jest, test } from '@jest/globals';
import type { RequestingClient } from '@maqiao/shared';
import { startSimulator } from '@maqiao/wechat-simulator';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { answerPhone } from '../phone/support/answer-phone.ts';
import { scanned, SCENE } from '../phone/support/stub-answers.ts';
import { afterTest } from '../support/after-test.ts';
import { closeChromium, openContext } from '../support/chromium.ts';
import { copyProgram } from '../support/copy-program.ts';
import { openPhone } from '../support/phone-page.ts';
import { copyNativeProgram, NATIVE_PATH } from './support/native-program.ts';
import { copyUniProgram, UNI_PATH } from './support/uni-program.ts';

jest.setTimeout(60_000);
afterAll(closeChromium);

/** As long as a name may be, with nothing to break it at. */
const LONG = 'W'.repeat(60);
/** With the longest line about what the client gets. */
const ALL = ['openid', 'profile', 'offline_access', 'wechat', 'email'];
const LONG_HOST = `${'a-long-label.'.repeat(4)}example.com`;

describe.each([
  ['Taro', 'pages/login/index', copyProgram],
  ['native page', NATIVE_PATH, copyNativeProgram],
  ['uni-app', UNI_PATH, copyUniProgram],
])('issue 15, number 3: %s shows a client that asks', (_name, page, copy) => {
  /** The phone of a small screen, with the question on it. */
  async function ask(
    client: RequestingClient,
    locale: string,
    query: Record<string, string> = {},
  ): Promise<Page> {
    const folder = mkdtempSync(join(tmpdir(), 'maqiao-client-'));
    afterTest(() => rmSync(folder, { recursive: true, force: true }));
    copy(folder, 'https://login.example.com');
    const simulator = await startSimulator({ miniProgramFolder: folder });
    afterTest(() => simulator.close());
    const context = await openContext({ viewport: { width: 320, height: 640 }, locale });
    const told = scanned({ client, siteName: LONG, siteUrl: `https://${LONG_HOST}`, match: 'number' }, 'zh');
    context.on('page', (phone) => void answerPhone(phone, { 'POST /api/scenes': told }));
    const address = new URL('/phone/', simulator.url);
    address.search = new URLSearchParams({ page, scene: SCENE, entry: '1047', ...query }).toString();
    const phone = await openPhone(context, address);
    await phone.waitForSelector('#confirm');
    return phone;
  }

  test.each(['zh-CN', 'en-US'])(
    '%s: first, above our page, and nothing of the longest names is cut',
    async (locale) => {
      const phone = await ask({ name: LONG, host: LONG_HOST, scopes: ALL }, locale);
      await expectInOrder(phone, [
        '#client-name',
        '#client-host',
        '#client-told',
        '#client-more',
        '#site-name',
        '#site-url',
        '#confirm',
      ]);
      expect(await phone.textContent('#client-name')).toBe(LONG);
      expect(await phone.locator('#client-unknown').count()).toBe(0);
    },
  );

  test.each(['zh-CN', 'en-US'])(
    '%s: an app or a device, of which nobody can know whose it is',
    async (locale) => {
      const phone = await ask(
        { name: LONG, host: null, scopes: ['openid', 'profile', 'offline_access'] },
        locale,
      );
      await expectInOrder(phone, [
        '#client-name',
        '#client-unknown',
        '#client-told',
        '#client-more',
        '#site-name',
        '#number',
        '#confirm',
      ]);
      expect(await phone.textContent('#client-unknown')).toMatch(/没人知道它是谁的|nobody can know whose/);
      expect(await phone.locator('#client-host').count()).toBe(0);
    },
  );

  if (page === 'pages/login/index') {
    test('with WeChat’s largest text, too', async () => {
      const phone = await ask({ name: LONG, host: LONG_HOST, scopes: ALL }, 'zh-CN', { text: '1.5' });
      await expectInOrder(phone, [
        '#client-name',
        '#client-host',
        '#client-told',
        '#client-more',
        '#site-name',
        '#site-url',
      ]);
    });
  }
});

/** That these stand below each other, within the screen's width, and show all of their text. */
async function expectInOrder(phone: Page, selectors: string[]): Promise<void> {
  const screen = await phone.locator('.screen').boundingBox();
  let above = screen?.y ?? 0;
  for (const selector of selectors) {
    const element = phone.locator(selector).first();
    const box = await element.boundingBox();
    if (screen === null || box === null) throw new Error(`${selector} is not there`);
    expect([selector, box.y > above, box.x >= screen.x]).toEqual([selector, true, true]);
    expect([selector, box.x + box.width <= screen.x + screen.width]).toEqual([selector, true]);
    const cut = await element.evaluate((node) => ({
      beside: node.scrollWidth - node.clientWidth,
      below: node.scrollHeight - node.clientHeight,
      line: Number.parseFloat(getComputedStyle(node).lineHeight),
    }));
    expect([selector, cut.beside <= 1]).toEqual([selector, true]);
    // Letters may reach a little below their line; text that is cut lacks a whole one.
    expect([selector, cut.below < cut.line / 2]).toEqual([selector, true]);
    above = box.y + box.height - 1;
  }
}
