import type { OwnerUser, OwnerUsers } from '@maqiao/shared';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { ADMIN_KEY, OTHER_ORIGIN, SITE_ORIGIN, startMaqiao, type Maqiao } from '../recipes/support/maqiao.ts';
import { closeChromium } from '../support/chromium.ts';
import { until } from '../support/until.ts';
import { openAdmin, SCREENS, unlock } from './support/open-admin.ts';
import { isWide, violations } from './support/usable.ts';

const TIMEOUT_MS = 120_000;

let maqiao: Maqiao;
beforeAll(async () => {
  maqiao = await startMaqiao();
  await maqiao.tokenFor(SITE_ORIGIN, 'a');
  await maqiao.tokenFor(OTHER_ORIGIN, 'a');
  await maqiao.tokenFor(SITE_ORIGIN, 'b');
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

/** The page of one person, from the list. */
async function openPerson(page: Page, id: string): Promise<void> {
  await page.locator('#search').fill(id);
  const row = page.locator('.person').filter({ hasText: id });
  await row.getByRole('button', { name: /^(详情|Details)/ }).press('Enter');
  await page.locator('#person').waitFor();
}

test.each(SCREENS)(
  'on %s: one person with sessions, ways in and audit log, and what a move would do',
  async (name, options) => {
    const [younger, older] = await people();
    if (younger === undefined || older === undefined) throw new Error('nobody has signed in');
    const page = await openAdmin(maqiao, options);
    await unlock(page);
    await openPerson(page, older.id);
    // Whoever came by keyboard goes on from the heading.
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('person');
    expect(await page.locator('section[aria-labelledby="sessions"] li').count()).toBe(2);
    expect(await page.locator('section[aria-labelledby="person-audit"] li').count()).toBeGreaterThan(3);
    expect(await violations(page)).toEqual([]);
    expect(await isWide(page)).toBe(false);

    const ways = page.locator('section[aria-labelledby="ways-in"]');
    await ways.getByRole('button', { name: /^(移给别的用户|Move to another user)/ }).press('Enter');
    await ways.getByRole('searchbox').fill('nobody');
    await page.keyboard.press('Enter');
    await ways.getByText(/没有找到这个用户|There is no such user/).waitFor();
    await ways.getByRole('searchbox').fill(younger.id);
    await page.keyboard.press('Enter');
    await ways.getByText(/这是最后一种登录方式|It is the last way to sign in/).waitFor();
    const folder = process.env.MAQIAO_PICTURES;
    if (folder !== undefined)
      await page.screenshot({ path: `${folder}/${name.replaceAll(/\W+/g, '-')}.png`, fullPage: true });
    expect(await violations(page)).toEqual([]);
    expect(await isWide(page)).toBe(false);
    expect((await people()).find(({ id }) => id === older.id)?.identities).toHaveLength(1);
  },
  TIMEOUT_MS,
);

test(
  'the owner signs a person out, gives their identity to another, exports and deletes them',
  async () => {
    const [younger, older] = await people();
    if (younger === undefined || older === undefined) throw new Error('nobody has signed in');
    const page = await openAdmin(maqiao, { locale: 'en' });
    await unlock(page);
    await openPerson(page, older.id);
    const sessions = page.locator('section[aria-labelledby="sessions"]');
    await sessions
      .getByRole('button', { name: /^Sign out/ })
      .first()
      .click();
    await sessions.getByRole('button', { name: 'Sign it out' }).click();
    await until(async () => (await sessions.locator('li').count()) === 1, 'one session');
    await page.getByRole('button', { name: /^Sign out everywhere/ }).click();
    await page.getByRole('button', { name: 'Sign them out' }).click();
    await sessions.getByText('Not signed in now.').waitFor();

    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: /^Export everything/ }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe(`maqiao-${older.id}-${new Date().toISOString().slice(0, 10)}.zip`);
    expect(
      readFileSync(await file.path())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');

    const ways = page.locator('section[aria-labelledby="ways-in"]');
    await ways.getByRole('button', { name: /^Move to another user/ }).click();
    await ways.getByRole('searchbox').fill(younger.identities[0]?.subject ?? '');
    await ways.getByRole('button', { name: 'See what it does' }).click();
    for (const press of [1, 2]) {
      await ways
        .getByRole('button', { name: /^Move it to/ })
        .last()
        .click();
      expect(press).toBeLessThan(3);
    }
    await ways.getByText('No way to sign in').waitFor();
    expect((await people()).find(({ id }) => id === younger.id)?.identities).toHaveLength(2);

    await page.getByRole('button', { name: /^Delete the account/ }).click();
    await page.getByRole('button', { name: 'Delete it for good' }).click();
    await page.getByRole('heading', { name: 'The account is deleted.' }).waitFor();
    await page.getByRole('button', { name: 'Back to the list' }).click();
    await page.locator('#search').waitFor();
    expect((await people()).map(({ id }) => id)).toEqual([younger.id]);
  },
  TIMEOUT_MS,
);
