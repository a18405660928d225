import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { policyReports } from '../page/support/policy-reports.ts';
import { switchLanguage } from '../page/support/switch-language.ts';
import { axeFindings } from '../support/axe.ts';
import { closeChromium } from '../support/chromium.ts';
import { INTERACTION_STATES, visitInteraction } from './support/states.ts';

jest.setTimeout(180_000);
afterAll(closeChromium);

describe.each(INTERACTION_STATES)('$name', (state) => {
  test('is said in words, seen and heard by everybody, fits a small phone, and needs no inline code', async () => {
    const { page } = await visitInteraction(state);
    for (const language of ['zh', 'en'] as const) {
      await switchLanguage(page, language);
      expect(await page.textContent('h1')).toBe(state.headline[language]);
      if (state.told)
        expect(await page.locator('.client-told').allTextContents()).toEqual(state.told[language]);
      expect(await page.title()).not.toBe('');
      expect(await page.textContent('main')).not.toMatch(/[a-z]_[a-z]|undefined|null|\{/);
      for (const theme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme: theme });
        expect([language, theme, ...(await axeFindings(page))]).toEqual([language, theme]);
      }
    }
    for (const width of [360, 320]) {
      await page.setViewportSize({ width, height: 640 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    }
    expect(await policyReports(page)).toEqual([]);
  });
});

test('the keyboard’s place follows to what has come, and what has happened is announced', async () => {
  const asking = INTERACTION_STATES.find(({ name }) => name === 'interaction-asking');
  if (!asking) throw new Error('no such state');
  const { page } = await visitInteraction(asking);
  expect(await page.textContent('[role=status]')).toBe('以 小桥 的身份登录 海边杂货？');
  await page.focus('.choices .button-quiet');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.card[data-phase=waiting]');
  const place = () => page.evaluate(() => document.activeElement?.className ?? '');
  expect(await place()).toBe('interaction');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('用已登录的账号');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.interaction[data-step=asking]');
  expect(await place()).toBe('interaction');
});
