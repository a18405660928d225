import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  OTHER_ORIGIN,
  ADMIN_KEY,
  SITE_API_KEY,
  SITE_ORIGIN,
  startMaqiao,
  type Maqiao,
} from '../recipes/support/maqiao.ts';
import { closeChromium } from '../support/chromium.ts';
import { openAdmin, SCREENS, unlock } from './support/open-admin.ts';
import { isWide, violations } from './support/usable.ts';

const TIMEOUT_MS = 120_000;

let maqiao: Maqiao;
beforeAll(async () => {
  maqiao = await startMaqiao();
}, TIMEOUT_MS);
afterAll(async () => {
  await closeChromium();
  await maqiao.stop();
}, TIMEOUT_MS);

describe('before anybody has signed in', () => {
  test.each(SCREENS)(
    'on %s: says what will be there, and anybody can use it',
    async (_name, options) => {
      const page = await openAdmin(maqiao, options);
      expect(await violations(page)).toEqual([]);
      await unlock(page);
      await page.getByText(/还没有人登录过|Nobody has signed in yet/).waitFor();
      expect(await page.getByText(/这段时间还没有人登录|during this time\. Send the address/).count()).toBe(
        1,
      );
      expect(await violations(page)).toEqual([]);
      expect(await isWide(page)).toBe(false);
    },
    120_000,
  );
});

describe('with people', () => {
  beforeAll(async () => {
    await maqiao.tokenFor(SITE_ORIGIN);
    await maqiao.tokenFor(OTHER_ORIGIN);
    await maqiao.openAndLeave();
  }, TIMEOUT_MS);

  test.each(SCREENS)(
    'on %s: the numbers are there, and anybody can use it',
    async (_name, options) => {
      const page = await openAdmin(maqiao, options);
      await unlock(page);
      const steps = page.locator('.funnel li');
      await steps.first().waitFor();
      const numbers = await steps.locator('b').allTextContents();
      expect(numbers).toEqual(['3', '2', '2', '2']);
      expect(await steps.first().textContent()).toMatch(/没有人扫码 1|nobody scanned 1/);
      expect(await page.locator('#sign-ins').textContent()).toMatch(/2$/);
      // The bars can be read without being seen.
      const bars = page.getByRole('list', { name: /每天登录次数|Sign-ins by day/ }).getByRole('listitem');
      expect(await bars.count()).toBe(30);
      expect(await bars.last().textContent()).toMatch(/[:：] ?2/);
      await page.locator('.person').first().waitFor();
      expect(await violations(page)).toEqual([]);
      expect(await isWide(page)).toBe(false);
      await page.getByLabel(/90/).check();
      await expect(until(async () => (await bars.count()) === 90)).resolves.toBeUndefined();
      expect(await isWide(page)).toBe(false);
    },
    120_000,
  );

  test('a person is found and blocked with the keyboard alone, after one more question', async () => {
    const page = await openAdmin(maqiao, { locale: 'en' });
    await unlock(page);
    await page.locator('.person').first().waitFor();
    const id = (await page.locator('.person code').first().textContent()) ?? '';
    await page.locator('#search').focus();
    await page.keyboard.type('nobody of this name');
    await page.getByText('Nobody found.').waitFor();
    await page.locator('#search').fill(id);
    await page.locator('.person').first().waitFor();
    expect(await page.locator('.person').count()).toBe(1);

    await page.getByRole('button', { name: /^Block/ }).focus();
    await page.keyboard.press('Enter');
    // The way back comes first, and has the focus.
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Do not block');
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('Blocked', { exact: true }).waitFor();
    await page.getByText('Not signed in now').waitFor();
    await expect(maqiao.phoneToken()).rejects.toThrow(/login_blocked/);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Unblock');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /^Block/ }).waitFor();
    await expect(maqiao.phoneToken()).resolves.toBeDefined();
  }, 120_000);
});

describe('the key', () => {
  test('is refused with a sentence when it is not the key', async () => {
    const page = await openAdmin(maqiao, { locale: 'en' });
    for (const wrong of ['not-the-key-at-all', '密钥', `${ADMIN_KEY}x`, `li:${ADMIN_KEY}`, SITE_API_KEY]) {
      await page.locator('#key').fill(wrong);
      await page.keyboard.press('Enter');
      await page.getByRole('alert').getByText('That is not the key.').waitFor();
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('key');
    }
  }, 120_000);

  test('is sent in a header, and is in no address, storage or text', async () => {
    const page = await openAdmin(maqiao, { locale: 'en' });
    const calls: { url: string; authorization: string | undefined; body: string | null }[] = [];
    page.on('request', (request) => {
      const { authorization } = request.headers();
      calls.push({ url: request.url(), authorization, body: request.postData() });
    });
    await unlock(page);
    await until(async () => (await page.locator('.person, .empty').count()) > 0);
    const api = calls.filter(({ url }) => url.includes('/api/'));
    expect(api.length).toBeGreaterThan(1);
    for (const { authorization } of api) expect(authorization).toBe(`Bearer ${ADMIN_KEY}`);
    for (const { url, body } of calls) expect(`${url} ${body}`).not.toContain(ADMIN_KEY);
    const kept = await page.evaluate(() =>
      JSON.stringify([
        location.href,
        { ...localStorage },
        { ...sessionStorage },
        document.cookie,
        document.documentElement.outerHTML,
        history.state,
      ]),
    );
    expect(kept).not.toContain(ADMIN_KEY);
    expect(await page.context().cookies()).toEqual([]);

    await page.getByRole('button', { name: 'Lock', exact: true }).click();
    await page.locator('#key').waitFor();
    expect(await page.locator('#key').inputValue()).toBe('');
    expect(await page.locator('.card').count()).toBe(1);
    await unlock(page);
    await page.reload();
    await page.locator('#key').waitFor();
  }, 120_000);
});

describe('issue 13, number 8: two keys', () => {
  test('the page shows the name of its key', async () => {
    const page = await openAdmin(maqiao, { locale: 'en' });
    await unlock(page);
    await page.getByText('Key: li').waitFor();
    expect(await page.locator('.old-key').count()).toBe(0);
  }, 120_000);

  test.each(SCREENS)(
    'on %s: with the old key the page says what to do before the next version',
    async (_name, options) => {
      const old = await startMaqiao({ SITE_API_KEY, ADMIN_KEY: '' });
      try {
        const page = await openAdmin(old, options);
        await unlock(page, SITE_API_KEY);
        const note = page.getByRole('note').filter({ hasText: 'ADMIN_KEY' });
        expect(await note.textContent()).toMatch(/下个版本|next version/);
        expect(await violations(page)).toEqual([]);
        expect(await isWide(page)).toBe(false);
      } finally {
        await old.stop();
      }
    },
    120_000,
  );
});

test('the page is as closed as the login page, and the login page carries nothing of it', async () => {
  const [admin, login] = await Promise.all(['/admin', '/'].map((path) => fetch(maqiao.url + path)));
  if (!admin || !login) throw new Error('unreachable');
  for (const header of ['content-security-policy', 'x-content-type-options', 'referrer-policy']) {
    expect(admin.headers.get(header)).toBe(login.headers.get(header));
  }
  expect(admin.headers.get('x-robots-tag')).toBe('noindex');
  const html = await login.text();
  const [script = ''] = /assets\/[\w.-]+\.js/.exec(html) ?? [];
  const assets = join(import.meta.dirname, '../../apps/web/dist/assets');
  expect(readdirSync(assets)).toContain(script.replace('assets/', ''));
  const code = readFileSync(join(assets, '..', script), 'utf8');
  for (const ofAdmin of ['/api/stats', '/api/users', 'SITE_API_KEY', 'ADMIN_KEY']) {
    expect(code).not.toContain(ofAdmin);
    expect(readFileSync(join(assets, '../maqiao.js'), 'utf8')).not.toContain(ofAdmin);
  }
  expect(html).not.toContain('admin');
  expect((await fetch(`${maqiao.url}/admin.html`)).status).toBe(404);
}, 60_000);

async function until(what: () => Promise<boolean>): Promise<void> {
  while (!(await what())) await new Promise((resolve) => setTimeout(resolve, 50));
}
