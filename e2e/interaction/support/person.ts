import type { RunningMiniProgram } from '@maqiao/mini-program-host/node';
import type { BrowserContext, Page } from 'playwright-core';
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

/** Scans the code on the screen, and waits until the phone shows who asks. */
export async function scan(stack: Stack, page: Page, person = 'a'): Promise<RunningMiniProgram> {
  const program = await scanInNode(stack, sceneOf(await scanScreen(page)), { person });
  await program.until(() => program.text('#confirm'), 'who asks');
  return program;
}

export async function scanAndConfirm(stack: Stack, page: Page, person = 'a'): Promise<void> {
  (await scan(stack, page, person)).tap('#confirm');
}

export async function scanAndRefuse(stack: Stack, page: Page): Promise<void> {
  (await scan(stack, page)).tap('#reject');
}

/** Waits until the browser is back at the client. */
export async function untilBack(page: Page): Promise<void> {
  await page.waitForSelector('#back');
}

/** Signs a person in at the hosted page of this browser, and closes that. */
export async function signInHere(stack: Stack, context: BrowserContext, person = 'a'): Promise<void> {
  const page = await context.newPage();
  await page.goto(stack.url);
  await phase(page, 'waiting');
  await scanAndConfirm(stack, page, person);
  await phase(page, 'signed-in');
  await page.close();
}
