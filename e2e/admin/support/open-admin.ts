import type { BrowserContextOptions, Page } from 'playwright-core';
import { ADMIN_KEY, type Maqiao } from '../../recipes/support/maqiao.ts';
import { openContext } from '../../support/chromium.ts';

/** Screens that owners have, each with a theme and a language. */
export const SCREENS: [string, BrowserContextOptions][] = [
  ['a desk, light, Chinese', { viewport: { width: 1280, height: 800 }, colorScheme: 'light' }],
  ['a tablet, dark, English', { viewport: { width: 768, height: 1024 }, colorScheme: 'dark', locale: 'en' }],
  ['a phone, light, English', { viewport: { width: 360, height: 740 }, colorScheme: 'light', locale: 'en' }],
  ['a small phone, dark, Chinese', { viewport: { width: 320, height: 568 }, colorScheme: 'dark' }],
];

/** Opens /admin, which asks for the key. @param prepare the page before it is opened */
export async function openAdmin(
  site: Maqiao,
  options: BrowserContextOptions = {},
  prepare?: (page: Page) => Promise<unknown>,
): Promise<Page> {
  const context = await openContext(options);
  const page = await context.newPage();
  await prepare?.(page);
  await page.goto(`${site.url}/admin`);
  return page;
}

/** Types the key and waits for what it opens. */
export async function unlock(page: Page, key = ADMIN_KEY): Promise<void> {
  await page.locator('#key').fill(key);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /^(刷新|Refresh)$/ }).waitFor();
  await page.locator('#search').waitFor();
}
