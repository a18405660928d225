import {
  launchInNode,
  scanEntry,
  type LaunchInNodeOptions,
  type RunningMiniProgram,
} from '@maqiao/mini-program-host/node';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { openContext } from '../../support/chromium.ts';
import { scanScreen, sceneOf } from '../../support/scan-screen.ts';
import { afterTest } from '../../support/after-test.ts';
import type { Stack } from '../../support/stack.ts';

/** Timeout of a wait, long for a busy machine. */
export const TIMEOUT_MS = 20_000;

/** Opens the compiled mini program on that person's phone, from the list of recent programs by default. */
export async function pickUpPhone(
  stack: Stack,
  {
    person = 'a',
    ...options
  }: { person?: string } & Partial<Omit<LaunchInNodeOptions, 'folder' | 'pack'>> = {},
): Promise<RunningMiniProgram> {
  const phone = await launchInNode({
    folder: stack.weapp,
    login: () => Promise.resolve({ code: stack.simulator.loginCode(person) }),
    envVersion: 'release',
    ...options,
  });
  afterTest(() => phone.close());
  return phone;
}

/** Opens it, and lets the person see their own page. */
export async function openHome(...parameters: Parameters<typeof pickUpPhone>): Promise<RunningMiniProgram> {
  const phone = await pickUpPhone(...parameters);
  await phone.until(() => phone.text('#sign-in'), 'the first page', TIMEOUT_MS);
  phone.tap('#sign-in');
  await listed(phone);
  return phone;
}

/** Waits for the list of browsers. */
export async function listed(phone: RunningMiniProgram): Promise<void> {
  const isListed = () =>
    /session-times|sessions-empty/.test(phone.html()) && phone.route === 'pages/home/index';
  await phone.until(isListed, 'the list of browsers', TIMEOUT_MS);
}

/** Ids of the browsers in the list, as it shows them. */
export function browsersOf(phone: RunningMiniProgram): string[] {
  return [...phone.html().matchAll(/id="end-([\w-]+)"/g)]
    .map(([, id = '']) => id)
    .filter((id) => id !== 'all');
}

/** Waits until an element on the phone contains a text. */
export function untilShown(phone: RunningMiniProgram, selector: string, words: string): Promise<unknown> {
  return phone.until(() => phone.text(selector)?.includes(words), `"${words}" in ${selector}`, TIMEOUT_MS);
}

/** Taps as soon as there is something to tap that is not busy. */
export async function tapWhenReady(phone: RunningMiniProgram, selector: string): Promise<void> {
  const ready = () =>
    phone.html().includes(`id="${selector.slice(1)}"`) &&
    !new RegExp(`<[^>]*id="${selector.slice(1)}"[^>]*disabled`).test(phone.html()) &&
    !new RegExp(`<[^>]*disabled[^>]*id="${selector.slice(1)}"`).test(phone.html());
  await phone.until(ready, `${selector} to be tapped`, TIMEOUT_MS);
  phone.tap(selector);
}

const phase = (page: Page, name: string) => page.waitForSelector(`.card[data-phase="${name}"]`);

/** The page shows that its session has ended, and the cookie is invalid too: a reload does not sign in. */
export async function isSignedOut(page: Page): Promise<void> {
  await page.waitForSelector('.card:not([data-phase="signed-in"])');
  await page.reload();
  await phase(page, 'waiting');
}

/** A browser of its own, with the login page waiting for a scan. */
export async function openBrowser(stack: Stack, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await openContext(options);
  const page = await context.newPage();
  await page.goto(stack.url);
  await phase(page, 'waiting');
  return page;
}

/** Scans what the browser shows, with the phone that is open already, and confirms. */
export async function signBrowserIn(phone: RunningMiniProgram, page: Page): Promise<void> {
  phone.rescan(scanEntry(sceneOf(await scanScreen(page)), 'pages/login/index'));
  await phone.until(() => phone.text('#confirm'), 'who asks', TIMEOUT_MS);
  phone.tap('#confirm');
  await phone.until(() => phone.text('#undo'), 'the outcome', TIMEOUT_MS);
  await phase(page, 'signed-in');
}

/** Back to the program from the list of recent ones: its first page. */
export async function goHome(phone: RunningMiniProgram): Promise<void> {
  phone.rescan({ path: 'pages/home/index', scene: 1001 });
  await listed(phone);
}

/** The program's uncaught errors, and the errors and warnings of its console. */
export function complaints(phone: RunningMiniProgram): string[] {
  const logged = phone.consoleLines.filter(({ level }) => level === 'error' || level === 'warn');
  return [
    ...phone.errors.map(({ where, message }) => `${where}: ${message}`),
    ...logged.map(({ text }) => text),
  ];
}
