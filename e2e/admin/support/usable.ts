import axeCore from 'axe-core';
import type { Page } from 'playwright-core';

/** What axe finds wrong, by rule. */
export async function violations(page: Page): Promise<string[]> {
  // Evaluated, and not as a script of the page: its policy would refuse that.
  await page.evaluate(axeCore.source);
  return page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const found = await axe.run();
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  });
}

/** Whether it is wider than the screen. */
export function isWide(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
}
