import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { axeFindings } from '../../support/axe.ts';
import { policyReports } from './policy-reports.ts';

/** No finding of axe, nothing refused by the policy, nothing wider than a screen of 320 px, no place left unfilled. */
export async function expectGoodPage(page: Page): Promise<void> {
  expect(await axeFindings(page)).toEqual([]);
  expect(await policyReports(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  expect(await page.textContent('body')).not.toMatch(/__[A-Z_]+__|undefined|\{\w+\}/);
}
