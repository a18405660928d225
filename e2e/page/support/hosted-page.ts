import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { openContext } from '../../support/chromium.ts';
import { scan } from '../../support/scan.ts';
import { startStack, type Stack } from '../../support/stack.ts';
import { watchPolicy } from './policy-reports.ts';

/** Somebody's browser, about to open the hosted page. */
export interface Visit {
  stack: Stack;
  context: BrowserContext;
  page: Page;
}

export interface VisitOptions {
  environment?: Record<string, string>;
  demo?: boolean;
  browser?: BrowserContextOptions;
}

/** Starts a server, and a browser whose clock can be moved. Nothing is opened yet. */
export async function prepareVisit({ environment, demo, browser }: VisitOptions = {}): Promise<Visit> {
  const stack = await startStack(environment, { demo: demo ?? false });
  const context = await openContext(browser);
  await watchPolicy(context);
  const page = await context.newPage();
  await page.clock.install();
  return { stack, context, page };
}

/** Waits until the page shows this phase. */
export async function phase(page: Page, name: string, timeout = 30_000): Promise<void> {
  await page.waitForSelector(`.card[data-phase="${name}"]`, { timeout });
}

/** Opens the page and waits for its code. */
export async function openPage({ stack, page }: Visit): Promise<void> {
  await page.goto(stack.url);
  await phase(page, 'waiting');
}

/** Scans the code on the screen, confirms, and waits until the page shows it. */
export async function signIn(visit: Visit): Promise<void> {
  const program = await scan(visit, visit.page);
  program.tap('#confirm');
  await phase(visit.page, 'signed-in');
}
