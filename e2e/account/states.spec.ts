import { afterAll, expect, jest, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { prepareVisit, type Visit } from '../page/support/hosted-page.ts';
import { policyReports } from '../page/support/policy-reports.ts';
import { switchLanguage } from '../page/support/switch-language.ts';
import { axeFindings } from '../support/axe.ts';
import { closeChromium } from '../support/chromium.ts';
import { ACCOUNT_STATES } from './support/states.ts';

jest.setTimeout(300_000);
afterAll(closeChromium);

/** Words do not depend on the theme, nor colours on the language: each language has one. */
const THEMES = { zh: 'light', en: 'dark' } as const;

/** What everybody sees, hears and reaches, in both languages, on a small phone too. */
async function faultsOf(page: Page, [zh, en]: readonly [string, string]): Promise<string[]> {
  const faults: string[] = [];
  for (const language of ['zh', 'en'] as const) {
    await switchLanguage(page, language);
    const said = { zh, en }[language];
    const sentence = page.locator('main').getByText(said).first();
    // The page draws the other language a moment later.
    await sentence.waitFor().catch(() => faults.push(`${language}: does not say ${said}`));
    const text = await page.locator('main').innerText();
    if (/[a-z]_[a-z]|undefined|null|\{/.test(text)) faults.push(`${language}: ${text}`);
    await page.emulateMedia({ colorScheme: THEMES[language] });
    faults.push(...(await axeFindings(page)).map((finding) => `${language}: ${finding}`));
    for (const width of [360, 320]) {
      await page.setViewportSize({ width, height: 640 });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      if (wide !== width) faults.push(`${language}: ${wide} wide on a screen of ${width}`);
    }
    await page.setViewportSize({ width: 1280, height: 800 });
  }
  await switchLanguage(page, 'zh');
  return faults;
}

/** Never framed, never kept, and its forms lead to WeChat's page alone. */
async function expectHeaders({ stack }: Visit): Promise<void> {
  const { headers } = await fetch(`http://127.0.0.1:${new URL(stack.url).port}/account`);
  const policy = headers.get('content-security-policy') ?? '';
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).toContain(`form-action 'self' ${stack.simulator.url}`);
  expect(policy).not.toContain('unsafe');
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('referrer-policy')).toBe('same-origin');
}

test('every state is said in words, seen and heard by everybody, fits a small phone, and needs no inline code', async () => {
  const visit = await prepareVisit();
  await expectHeaders(visit);
  for (const state of ACCOUNT_STATES) {
    const { name, shown } = state;
    await state.reach(visit);
    expect([name, ...(await faultsOf(visit.page, shown))]).toEqual([name]);
  }
  expect(await policyReports(visit.page)).toEqual([]);
});
