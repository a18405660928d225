import { afterAll, expect, jest, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { phase, scanAndConfirm } from '../interaction/support/person.ts';
import { afterTest } from '../support/after-test.ts';
import { axeFindings } from '../support/axe.ts';
import { closeChromium, openContext } from '../support/chromium.ts';
import { startStack, type Stack } from '../support/stack.ts';
import { Device } from './support/device.ts';

jest.setTimeout(180_000);
afterAll(closeChromium);

const WEB = join(import.meta.dirname, '../../apps/web');

/** The list as a page of its own, at an address of this server: passkeys are bound to that. */
async function showList(stack: Stack, page: Page): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'maqiao-passkey-list-'));
  afterTest(() => rmSync(folder, { recursive: true, force: true }));
  const vite = join(WEB, 'node_modules/vite/bin/vite.js');
  const config = join(WEB, 'test/passkey-list.vite.config.ts');
  const env = { ...process.env, NODE_OPTIONS: '', NODE_ENV: 'production' };
  execFileSync(process.execPath, [vite, 'build', '--config', config, '--outDir', folder, '--emptyOutDir'], {
    env,
    stdio: 'pipe',
  });
  const html =
    '<!doctype html><html lang="zh-CN"><head><title>list</title><meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/list/list.css"></head>' +
    '<body><main><h1>list</h1><div id="root"></div></main><script type="module" src="/list/list.js"></script></body></html>';
  await page.route(/\/list\//, (route) => {
    const [, name = ''] = /\/list\/([\w.]*)/.exec(route.request().url()) ?? [];
    if (name === '') return route.fulfill({ contentType: 'text/html; charset=utf-8', body: html });
    const contentType = name.endsWith('.js') ? 'text/javascript' : 'text/css';
    return route.fulfill({ contentType, body: readFileSync(join(folder, name)) });
  });
  await page.goto(`${stack.url}/list/`);
}

test('passkeys are added, renamed and removed; an old proof is made fresh by one of them', async () => {
  const stack = await startStack();
  const page = await (await openContext()).newPage();
  const device = await Device.behind(page);
  await page.goto(stack.url);
  await phase(page, 'waiting');
  await scanAndConfirm(stack, page);
  await phase(page, 'signed-in');
  await showList(stack, page);
  await page.getByText('还没有通行密钥').waitFor();
  await page.getByRole('button', { name: '创建通行密钥' }).click();
  await page.locator('.passkey-item').waitFor();
  expect(await page.locator('.passkey-name').textContent()).toMatch(/^Chrom\w+ · Linux$/);
  expect(await axeFindings(page)).toEqual([]);
  // This device has one already.
  await page.getByRole('button', { name: '创建通行密钥' }).click();
  await page.getByText('这台设备上已经有这个账号的通行密钥').first().waitFor();
  expect(await device.passkeys()).toHaveLength(1);

  await page.getByRole('button', { name: /^改名/ }).click();
  const field = page.getByRole('textbox');
  expect(await field.evaluate((input) => input === document.activeElement)).toBe(true);
  await field.fill('书房的电脑');
  await page.getByRole('button', { name: '保存' }).click();
  await page.locator('.passkey-name', { hasText: '书房的电脑' }).waitFor();

  const database = new DatabaseSync(stack.databaseFile);
  afterTest(() => database.close());
  database.exec('update sessions set authenticated_at = authenticated_at - 600000');
  await page.getByRole('button', { name: /^移除/ }).click();
  await page.getByRole('button', { name: '确定移除' }).click();
  await page.getByText('还没有通行密钥').waitFor();
  expect(database.prepare('select count(*) as n from passkeys').get()).toEqual({ n: 0 });
});
