import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { DatabaseSync } from 'node:sqlite';
import type { Page } from 'playwright-core';
import { closeChromium, openContext } from '../support/chromium.ts';
import { scanInNode } from '../support/phone-in-node.ts';
import { openPhone } from '../support/phone-page.ts';
import { scanScreen, sceneOf } from '../support/scan-screen.ts';
import { isSignedOut } from '../phone/support/person.ts';
import { copyProgram } from '../support/copy-program.ts';
import { startStack, type Stack } from '../support/stack.ts';
import { copyNativeProgram, NATIVE_PATH } from './support/native-program.ts';
import { copyUniProgram, UNI_PATH } from './support/uni-program.ts';

// The real server, a real browser, and each of the programs that a phone may run, named by WECHAT_PAGE.
jest.setTimeout(60_000);
afterAll(closeChromium);

const phase = (page: Page, name: string) => page.waitForSelector(`.card[data-phase="${name}"]`);

describe.each([
  ['Taro', 'pages/login/index', copyProgram],
  ['native page', NATIVE_PATH, copyNativeProgram],
  ['uni-app', UNI_PATH, copyUniProgram],
])('%s', (_name, path, copy) => {
  async function start(environment: Record<string, string> = {}): Promise<{ stack: Stack; page: Page }> {
    const stack = await startStack({ WECHAT_PAGE: path, ...environment }, { copy });
    const page = await (await openContext()).newPage();
    await page.goto(stack.url);
    await phase(page, 'waiting');
    return { stack, page };
  }

  async function scan(stack: Stack, page: Page, options: { person?: string; entry?: number } = {}) {
    const program = await scanInNode(stack, sceneOf(await scanScreen(page)), { page: path, ...options });
    await program.until(() => program.text('#confirm') ?? program.text('#happened'), 'an answer', 20_000);
    return program;
  }

  test('on the phone in a page: who asks, confirm, signed in', async () => {
    const { stack, page } = await start();
    const phone = await openPhone(
      await openContext({ viewport: { width: 390, height: 844 } }),
      await scanScreen(page),
    );
    await phone.waitForSelector('#confirm');
    expect(await phone.textContent('#site-name')).toBe('山前书店');
    expect(await phone.textContent('#site-url')).toBe(stack.url);
    // A loopback address is in no list of places, but it is known where that is.
    expect(await phone.textContent('#place')).toContain('网站所在的电脑');
    await phase(page, 'scanned');
    await phone.click('#confirm');
    await phase(page, 'signed-in');
    await phone.waitForSelector('#happened');
    expect(stack.output()).not.toMatch(/unhandled|"level":(50|60)/i);
  });

  test('refused', async () => {
    const { stack, page } = await start();
    const program = await scan(stack, page);
    program.tap('#reject');
    await phase(page, 'refused');
    await program.until(() => program.text('#happened') === '已拒绝', 'the outcome');
  });

  test('number match: two digits from the screen, and one try', async () => {
    const { stack, page } = await start({ CONFIRM_MODE: 'always' });
    const right = await scan(stack, page);
    await phase(page, 'scanned');
    const number = (await page.textContent('.number'))?.replace(/\D/g, '') ?? '';
    right.type('#number', number);
    await right.until(() => !right.html().includes('disabled'), 'a confirm that can be tapped');
    right.tap('#confirm');
    await phase(page, 'signed-in');

    const other = await (await openContext()).newPage();
    await other.goto(stack.url);
    await phase(other, 'waiting');
    const wrong = await scan(stack, other);
    await phase(other, 'scanned');
    const shown = Number((await other.textContent('.number'))?.replace(/\D/g, ''));
    wrong.type('#number', String((shown + 1) % 100).padStart(2, '0'));
    await wrong.until(() => !wrong.html().includes('disabled'), 'a confirm that can be tapped');
    wrong.tap('#confirm');
    await wrong.until(() => wrong.text('#happened')?.startsWith('数字不对'), 'the mismatch');
    await phase(other, 'refused');
  });

  test('a forwarded picture shows a warning, and a scan by someone else an error', async () => {
    const { stack, page } = await start();
    const scene = sceneOf(await scanScreen(page));
    const first = await scan(stack, page, { entry: 1049 });
    expect(first.text('#forwarded')).toContain('转发');
    const second = await scanInNode(stack, scene, { page: path, person: 'b' });
    await second.until(() => second.text('#happened'), 'taken');
    expect(second.text('#happened')).toBe('这个码已被别人扫过');
    // A picture may have been sent by anybody on the same network: the digits are asked for.
    const number = (await page.textContent('.number'))?.replace(/\D/g, '') ?? '';
    first.type('#number', number);
    await first.until(() => !first.html().includes('disabled'), 'a confirm that can be tapped');
    first.tap('#confirm');
    await phase(page, 'signed-in');
  });

  // The Taro program has a page of its own for it: e2e/phone/leave.spec.ts.
  if (path !== 'pages/login/index') {
    test('issue 13, number 7: a person deletes their account on this page', async () => {
      const { stack, page } = await start();
      const program = await scan(stack, page);
      const tap = async (id: string) => {
        await program.until(() => program.text(id), id, 20_000);
        program.tap(id);
      };
      await tap('#confirm');
      await phase(page, 'signed-in');
      await tap('#mine');
      await tap('#go-on');
      expect(people(stack)).toBe(1);
      await tap('#delete');
      await program.until(() => program.text('#happened') === '账号已删除', 'the outcome', 20_000);
      await isSignedOut(page);
      expect(people(stack)).toBe(0);
      expect(stack.output()).not.toMatch(/unhandled|"level":(50|60)/i);
    });
  }
});

/** How many the server knows. */
function people({ databaseFile }: Stack): number {
  const database = new DatabaseSync(databaseFile, { readOnly: true });
  try {
    return Number(database.prepare('select count(*) as n from users').get()?.n);
  } finally {
    database.close();
  }
}
