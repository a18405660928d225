import type { OwnerDuplicates, OwnerUser, OwnerUsers } from '@maqiao/shared';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { ADMIN_KEY, SITE_ORIGIN, startMaqiao, type Maqiao } from '../recipes/support/maqiao.ts';
import { closeChromium, openContext } from '../support/chromium.ts';
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

async function people(): Promise<OwnerUser[]> {
  const answer = await fetch(`${maqiao.url}/api/users`, {
    headers: { Authorization: `Bearer ${ADMIN_KEY}` },
  });
  return ((await answer.json()) as OwnerUsers).users;
}

async function openAdmin(
  options: BrowserContextOptions,
  prepare?: (page: Page) => Promise<unknown>,
): Promise<Page> {
  const context = await openContext(options);
  const page = await context.newPage();
  await prepare?.(page);
  await page.goto(`${maqiao.url}/admin`);
  await page.locator('#key').fill(ADMIN_KEY);
  await page.keyboard.press('Enter');
  await page.locator('#search').waitFor();
  return page;
}

const SCREENS: [string, BrowserContextOptions][] = [
  ['desk-zh-light', { viewport: { width: 1280, height: 900 }, colorScheme: 'light' }],
  ['desk-en-dark', { viewport: { width: 1280, height: 900 }, colorScheme: 'dark', locale: 'en' }],
  ['phone-en-light', { viewport: { width: 360, height: 740 }, colorScheme: 'light', locale: 'en' }],
  ['phone-zh-dark', { viewport: { width: 320, height: 568 }, colorScheme: 'dark' }],
];

test.each(SCREENS)(
  'on %s the owner merges a pair after reading what it does, and undoes it by keyboard alone',
  async (_name, options) => {
    await maqiao.tokenFor(SITE_ORIGIN, 'a');
    await maqiao.tokenFor(SITE_ORIGIN, 'b');
    const [younger, older] = await people();
    if (younger === undefined || older === undefined) throw new Error('nobody has signed in');
    // A pair needs a second account of the owner's; the rest of the way is the real server's.
    const pair: OwnerDuplicates['pairs'][number] = {
      unionid: 'o6_bmasdasdsad6_2sgVt7hMZOPfL',
      users: [older, younger],
      clients: [
        { id: 'shop', name: '山前书店', kind: 'client', knows: [younger.id] },
        { id: 'wiki.example.com', name: 'wiki.example.com', kind: 'host', knows: [older.id, younger.id] },
      ],
    };
    const page = await openAdmin(options, (opened) =>
      opened.route('**/api/users/duplicates', async (route) => {
        const answer = await route.fetch();
        const found = (await answer.json()) as OwnerDuplicates;
        const isMerged = found.merges.length > 0;
        await route.fulfill({
          response: answer,
          json: { ...found, ...(!isMerged && { pairs: [pair], total: 1 }) },
        });
      }),
    );
    const card = page.locator('section[aria-labelledby="merging"]');
    await card.getByText('山前书店').waitFor();
    await card.getByRole('button', { name: /^(合并|Merge) / }).press('Enter');
    await card.getByText(/30 天之内可以撤销|It can be undone for 30 days/).waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await isWide(page)).toBe(false);
    expect((await people()).every(({ mergedInto }) => mergedInto === undefined)).toBe(true);
    // The focus is on "not now", and the next one does it.
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await card.getByText(/最近 30 天的合并|Merged in the last 30 days/).waitFor();
    expect((await people()).find(({ id }) => id === younger.id)).toMatchObject({ mergedInto: older.id });
    await page
      .getByText(/已并入 \S+|merged into \S+/)
      .first()
      .waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await isWide(page)).toBe(false);
    await card.getByRole('button', { name: /^(撤销合并|Undo the merge) / }).press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await card.getByText('山前书店').waitFor();
    expect((await people()).every(({ mergedInto }) => mergedInto === undefined)).toBe(true);
    await page.context().close();
  },
  TIMEOUT_MS,
);

test(
  'where no two users are one person, nothing is shown of it',
  async () => {
    const page = await openAdmin({});
    const answered = page.waitForResponse('**/api/users/duplicates');
    await page.reload();
    await page.locator('#key').fill(ADMIN_KEY);
    await page.keyboard.press('Enter');
    await answered;
    await page.locator('.person').first().waitFor();
    expect(await page.locator('#merging').count()).toBe(0);
    await page.context().close();
  },
  TIMEOUT_MS,
);
