import type { Page } from 'playwright-core';
import { scanInNode } from '../../support/phone-in-node.ts';
import { scanScreen, sceneOf } from '../../support/scan-screen.ts';
import type { Stack } from '../../support/stack.ts';

/** Waits until the card shows this phase. */
export async function phase(page: Page, name: string): Promise<void> {
  await page.waitForSelector(`.card[data-phase="${name}"]`);
}

/** Waits until the page has come to this step. */
export async function step(page: Page, name: string): Promise<void> {
  await page.waitForSelector(`.interaction[data-step="${name}"]`);
}

/** Scans the code on the screen and confirms; types the number where one is shown. */
export async function scanAndConfirm(stack: Stack, page: Page, person = 'a'): Promise<void> {
  const program = await scanInNode(stack, sceneOf(await scanScreen(page)), { person });
  await program.until(() => program.text('#confirm'), 'who asks');
  program.tap('#confirm');
}

/** Waits until the browser is back at the client. */
export async function untilBack(page: Page): Promise<void> {
  await page.waitForSelector('#back');
}
