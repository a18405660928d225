import type { OwnerDuplicates, OwnerUser, OwnerUsers } from '@maqiao/shared';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ADMIN_KEY, SITE_ORIGIN, startMaqiao, type Maqiao } from '../recipes/support/maqiao.ts';
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

async function people(): Promise<OwnerUser[]> {
  const answer = await fetch(`${maqiao.url}/api/users`, {
    headers: { Authorization: `Bearer ${ADMIN_KEY}` },
  });
  return ((await answer.json()) as OwnerUsers).users;
}

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
    const page = await openAdmin(maqiao, options, (opened) =>
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
    await unlock(page);
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
    const page = await openAdmin(maqiao);
    const answered = page.waitForResponse('**/api/users/duplicates');
    await unlock(page);
    await answered;
    await page.locator('.person').first().waitFor();
    expect(await page.locator('#merging').count()).toBe(0);
    await page.context().close();
  },
  TIMEOUT_MS,
);
