import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeChromium } from '../support/chromium.ts';
import { afterTest } from '../support/after-test.ts';
import { scan } from '../support/scan.ts';
import { openExample } from './support/example.ts';
import { phase } from './support/shop.ts';

jest.setTimeout(60_000);
afterAll(closeChromium);

const EXAMPLES = join(import.meta.dirname, '../../examples');

describe('plain HTML', () => {
  test('greets who signed in, asks the API with their token, and says goodbye', async () => {
    const { shop, page } = await openExample(join(EXAMPLES, 'plain-html'));
    const program = await scan(shop, page);
    program.tap('#confirm');
    await page.waitForSelector('#greeting:text("是我们的读者")');
    expect(await page.textContent('#greeting')).toContain('你好，新读者。');
    await page.click('maqiao-login .button');
    await page.waitForSelector('#greeting:text("登录后可以看到你的书架。")');
    await phase(page, 'waiting');
  });

  test('issue 13, number 1: signs out on a page without the element, and says so when it could not', async () => {
    const { shop, page } = await openExample(join(EXAMPLES, 'plain-html'));
    const program = await scan(shop, page);
    program.tap('#confirm');
    await phase(page, 'signed-in');
    await page.click('a');
    await page.context().setOffline(true);
    await page.click('#sign-out');
    await page.waitForSelector('#not-out:text("还没有退出")');
    await page.context().setOffline(false);
    await page.click('#sign-out');
    await page.waitForSelector('#greeting:text("登录后可以看到你的书架。")');
    await phase(page, 'waiting');
  });
});

/** The React example, built with React 18. */
function buildWithReact18(): string {
  const folder = mkdtempSync(join(tmpdir(), 'maqiao-react-18-'));
  afterTest(() => rmSync(folder, { recursive: true, force: true }));
  const vite = join(import.meta.dirname, '../node_modules/vite/bin/vite.js');
  const config = join(import.meta.dirname, 'support/react-18.vite.config.ts');
  const env = { ...process.env, NODE_OPTIONS: '', NODE_ENV: 'production' };
  execFileSync(process.execPath, [vite, 'build', '--config', config, '--outDir', folder, '--emptyOutDir'], {
    env,
    stdio: 'pipe',
  });
  return folder;
}

describe.each<[string, () => string]>([
  ['React 19', () => join(EXAMPLES, 'react/dist')],
  ['React 18', buildWithReact18],
  ['Vue', () => join(EXAMPLES, 'vue/dist')],
])('%s', (_name, folder) => {
  test('signs in, keeps the session without the card, survives a reload, signs out', async () => {
    const { shop, page } = await openExample(folder());
    const program = await scan(shop, page);
    program.tap('#confirm');
    await page.waitForSelector('#greeting:text("你好，新读者。")');
    expect(await page.isVisible('maqiao-login')).toBe(false);
    await page.click('#ask');
    await page.waitForSelector('#since:text("是我们的读者")');
    // One code for one login: nothing is fetched twice on the way through a framework's double mounting.
    expect(shop.stack.simulator.calls('getwxacodeunlimit')).toHaveLength(1);
    await page.reload();
    await page.waitForSelector('#greeting:text("你好，新读者。")');
    // When the server cannot be reached nobody is signed out, and the page says so.
    await page.context().setOffline(true);
    await page.click('#sign-out');
    await page.waitForSelector('[role="alert"]:text("还没有退出")');
    await page.context().setOffline(false);
    await page.click('#sign-out');
    await phase(page, 'waiting');
    await page.reload();
    await phase(page, 'waiting');
  });
});
