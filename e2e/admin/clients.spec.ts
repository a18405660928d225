import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { OwnerClients } from '@maqiao/shared';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { ADMIN_KEY, startMaqiao, type Maqiao } from '../recipes/support/maqiao.ts';
import { closeChromium, openContext } from '../support/chromium.ts';
import { isWide, violations } from './support/usable.ts';

const TIMEOUT_MS = 120_000;
const CALLBACK = 'https://shop.example.com/callback';

let maqiao: Maqiao;
beforeAll(async () => {
  maqiao = await startMaqiao();
}, TIMEOUT_MS);
afterAll(async () => {
  await closeChromium();
  await maqiao.stop();
}, TIMEOUT_MS);

async function openClients(options: BrowserContextOptions = {}): Promise<Page> {
  const page = await (await openContext(options)).newPage();
  await page.goto(`${maqiao.url}/admin`);
  await page.locator('#key').fill(ADMIN_KEY);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /^(接入应用|Clients)$/ }).click();
  await page.getByRole('heading', { name: /^(接入应用|Clients)$/ }).waitFor();
  return page;
}

async function call<T>(path: string, body: object): Promise<T> {
  const answer = await fetch(`${maqiao.url}/api/clients${path}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${ADMIN_KEY}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  return (answer.status === 204 ? undefined : await answer.json()) as T;
}

async function registered() {
  const answer = await fetch(`${maqiao.url}/api/clients`, {
    headers: { Authorization: `Bearer ${ADMIN_KEY}` },
  });
  return ((await answer.json()) as OwnerClients).clients;
}

afterEach(async () => {
  for (const { client_id: id } of await registered()) await call(`/${id}/delete`, {});
});

const SCREENS: [string, BrowserContextOptions][] = [
  ['a desk, light, Chinese', { viewport: { width: 1280, height: 800 }, colorScheme: 'light' }],
  ['a tablet, dark, English', { viewport: { width: 768, height: 1024 }, colorScheme: 'dark', locale: 'en' }],
  ['a phone, light, English', { viewport: { width: 360, height: 740 }, colorScheme: 'light', locale: 'en' }],
  ['a small phone, dark, Chinese', { viewport: { width: 320, height: 568 }, colorScheme: 'dark' }],
];

describe('issue 15, number 2: /admin, Clients', () => {
  test.each(SCREENS)(
    'on %s: register, take the secret, see what to enter, and anybody can use it',
    async (_name, options) => {
      const page = await openClients(options);
      const usable = async () => {
        expect(await violations(page)).toEqual([]);
        expect(await isWide(page)).toBe(false);
      };
      await page.getByText(/还没有登记任何应用|No client is registered yet/).waitFor();
      await usable();

      await page.getByRole('button', { name: /^(登记应用|Register a client)$/ }).click();
      await page.locator('summary').click();
      await usable();
      await page.locator('#client-name').fill('山前书店');
      await page.locator('#client-id').fill('shop');
      await page.getByRole('checkbox', { name: /只读 ID 令牌|reads the ID token only/ }).check();
      await page.locator('#client-uris').fill(`http://shop.example.com/cb\n${CALLBACK}`);
      await page.getByRole('button', { name: /^(登记|Register)$/ }).click();
      await page
        .getByRole('alert')
        .getByText(/^(回调地址 1 是 http|Redirect URI 1 is http)/)
        .waitFor();
      await usable();
      await page.locator('#client-uris').fill(CALLBACK);
      await page.getByRole('button', { name: /^(登记|Register)$/ }).click();

      const secret = page.locator('.client-secret');
      await secret.waitFor();
      expect(await secret.locator('code').textContent()).toMatch(/^[\w-]{43}$/);
      expect(await page.evaluate(() => document.activeElement?.className)).toBe('client-secret');
      await usable();
      await secret.getByRole('button', { name: /^(已保存好|I have it)$/ }).click();
      await secret.waitFor({ state: 'detached' });
      expect(await registered()).toMatchObject([{ client_id: 'shop', claims_in_id_token: true }]);

      await page.getByRole('button', { name: /^(查看|Show) / }).click();
      const block = page.locator('.client-blocks');
      const chosen = block.locator('select');
      const names = await chosen.locator('option').allTextContents();
      expect(names).toHaveLength(17);
      for (const name of names) {
        await chosen.selectOption({ label: name });
        const text = (await block.locator('code').textContent()) ?? '';
        expect([name, text.includes(maqiao.url), text.includes('shop')]).toEqual([name, true, true]);
        expect(text).not.toMatch(/undefined|\[object/);
        expect(await isWide(page)).toBe(false);
      }
      await usable();
    },
    TIMEOUT_MS,
  );

  test('with the keyboard alone: a new secret and a removal, each after one more question', async () => {
    const first = await call<{ client_secret: string }>('', {
      client_id: 'shop',
      client_name: 'Shop',
      redirect_uris: [CALLBACK],
    });
    const page = await openClients({ locale: 'en' });
    await page.getByRole('button', { name: 'Show Shop shop' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'New secret' }).focus();
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Cancel');
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const secret = page.locator('.client-secret code');
    await secret.waitFor();
    expect(await secret.textContent()).not.toBe(first.client_secret);
    await page.getByText(/The secret before: until/).waitFor();
    expect(await page.content()).not.toContain(first.client_secret);

    await page.getByRole('button', { name: 'Remove', exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('Nobody could sign in to Shop any more').waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Cancel');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('No client is registered yet.').waitFor();
    expect(await page.locator('.client-secret').count()).toBe(0);
  }, 120_000);

  test('a secret is copied, is in no storage, and is gone with the view', async () => {
    const page = await openClients({ locale: 'en', permissions: ['clipboard-read', 'clipboard-write'] });
    await page.getByRole('button', { name: 'Register a client' }).click();
    await page.locator('#client-name').fill('Shop');
    await page.locator('#client-uris').fill(CALLBACK);
    await page.keyboard.press('Tab');
    await page.getByRole('button', { name: 'Register', exact: true }).click();
    const secret = (await page.locator('.client-secret code').textContent()) ?? '';
    await page.getByRole('button', { name: 'Copy The secret of Shop' }).click();
    await page.getByText('Copied').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(secret);
    const kept = await page.evaluate(() =>
      JSON.stringify([location.href, { ...localStorage }, { ...sessionStorage }, document.cookie]),
    );
    expect(kept).not.toContain(secret);
    await page.getByRole('button', { name: 'Overview' }).click();
    await page.getByRole('button', { name: 'Clients' }).click();
    await page.getByRole('button', { name: /^Show Shop/ }).click();
    expect(await page.content()).not.toContain(secret);
  }, 120_000);
});
