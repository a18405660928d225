import { afterAll, describe, expect, jest, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { axeFindings } from '../support/axe.ts';
import { closeChromium } from '../support/chromium.ts';
import { policyReports } from './support/policy-reports.ts';
import { switchLanguage } from './support/switch-language.ts';
import { PAGE_STATES, visitState } from './support/states.ts';

jest.setTimeout(180_000);
afterAll(closeChromium);

const LANGUAGES = ['zh', 'en'] as const;
const THEMES = ['light', 'dark'] as const;

/** What is reached by Tab from the top of the page, in that order. */
async function tabStops(page: Page): Promise<string[]> {
  await page.evaluate(() => {
    document.body.tabIndex = -1;
    document.body.focus();
  });
  const stops: string[] = [];
  for (let presses = 0; presses < 10; presses++) {
    await page.keyboard.press('Tab');
    const name = await page.evaluate(() => {
      const { activeElement } = document;
      if (activeElement === document.body) return null;
      return (activeElement?.shadowRoot?.activeElement ?? activeElement)?.textContent ?? null;
    });
    if (name === null) break;
    stops.push(name);
  }
  return stops;
}

describe.each(PAGE_STATES)('$name', (state) => {
  test('is said in words, seen, heard and reached by everybody, and needs no inline code', async () => {
    const { page } = await visitState(state);
    for (const language of LANGUAGES) {
      await switchLanguage(page, language);
      expect(await page.textContent('h1')).toBe(state.headline[language]);
      expect(await page.textContent('.card')).not.toMatch(/[a-z]_[a-z]|undefined|null|\{/);
      for (const theme of THEMES) {
        await page.emulateMedia({ colorScheme: theme });
        expect([language, theme, ...(await axeFindings(page))]).toEqual([language, theme]);
      }
    }
    const named = (selector: string) =>
      page.$$eval(selector, (all) => all.map(({ textContent }) => textContent));
    const [demo, buttons] = [await named('.demo-mark a'), await named('main :is(a, button)')];
    expect(await tabStops(page)).toEqual([...demo, '中文', ...buttons]);

    await page.setViewportSize({ width: 320, height: 640 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);

    await page.emulateMedia({ reducedMotion: 'reduce' });
    const moving = await page.evaluate(() => {
      const card = document.querySelector('maqiao-login')?.shadowRoot as ShadowRoot;
      return [
        ...[...document.getAnimations(), ...card.getAnimations()].map(() => 'an animation'),
        ...[...document.querySelectorAll('*'), ...card.querySelectorAll('*')].flatMap((element) => {
          const { animationName, transitionDuration } = getComputedStyle(element);
          return animationName === 'none' && transitionDuration === '0s' ? [] : [element.className];
        }),
      ];
    });
    expect(moving).toEqual([]);
    expect(await policyReports(page)).toEqual([]);
  });
});
