import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { SITE_ORIGIN, startMaqiao, type Maqiao } from '../recipes/support/maqiao.ts';
import { closeChromium } from '../support/chromium.ts';
import { openAdmin, SCREENS, unlock } from './support/open-admin.ts';
import { isWide, violations } from './support/usable.ts';

const TIMEOUT_MS = 120_000;

let maqiao: Maqiao;
beforeAll(async () => {
  maqiao = await startMaqiao();
  for (const person of ['a', 'b']) await maqiao.tokenFor(SITE_ORIGIN, person);
}, TIMEOUT_MS);
afterAll(async () => {
  await closeChromium();
  await maqiao.stop();
}, TIMEOUT_MS);

test.each(SCREENS)(
  'on %s the owner reads what happened, narrows it, and goes to the person and back',
  async (_name, options) => {
    // Small pages of the real server's.
    const page = await openAdmin(maqiao, options, (opened) =>
      opened.route('**/api/audit?*', (route) => route.continue({ url: `${route.request().url()}&limit=4` })),
    );
    await unlock(page);
    await page.getByRole('button', { name: /^(安全记录|Audit log)$/ }).click();
    const entries = page.locator('.entry');
    await entries.nth(3).waitFor();
    expect(await entries.count()).toBe(4);
    expect(await violations(page)).toEqual([]);
    expect(await isWide(page)).toBe(false);
    await page.getByRole('button', { name: /^(更早的记录|Earlier)$/ }).click();
    await entries.nth(4).waitFor();

    await page.locator('#audit-kind').selectOption('signed_in');
    await page.locator('#audit-method').selectOption('mini-program');
    await page.getByText(/^(已显示 2 条|2 shown)/).waitFor();
    expect(await page.locator('.entry-kind').allInnerTexts()).toEqual(
      Array(2).fill(expect.stringMatching(/^(登录|Signed in)$/)),
    );
    await page.locator('#audit-method').selectOption('website');
    await page.getByText(/^(没有符合条件的记录。|No entry fits\.)$/).waitFor();
    await page.getByRole('button', { name: /^(清除筛选|Clear the filter)$/ }).click();
    await entries.nth(3).waitFor();

    // To the person by keyboard, whose log is one press away.
    await entries.first().locator('.entry-person').press('Enter');
    await page.locator('.person').first().waitFor();
    const id = await page.locator('#search').inputValue();
    expect(id).toMatch(/^[\w-]{22}$/);
    await page.waitForFunction(() => document.querySelectorAll('.person').length === 1);
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: new RegExp(`^(安全记录|Audit log) .* ${id}$`) }).press('Enter');
    await entries.first().waitFor();
    expect(await page.locator('#audit-user').inputValue()).toBe(id);
    const whose = await page.locator('.entry-person').evaluateAll((all) => all.map((one) => one.ariaLabel));
    for (const label of whose) expect(label).toContain(id);
    await page.context().close();
  },
  TIMEOUT_MS,
);
