import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
} from 'playwright-core';
import { FLAGS } from './chromium-flags.ts';
import { afterTest } from './after-test.ts';

let launched: Promise<Browser> | undefined;

/** One browser for all tests of a file; close it with {@link closeChromium}. */
function launchChromium(): Promise<Browser> {
  launched ??= chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: FLAGS,
  });
  return launched;
}

export async function closeChromium(): Promise<void> {
  await (await launched)?.close();
  launched = undefined;
}

/** A person at a browser of their own. What goes wrong in their pages fails the test, but what a page is expected to say. */
export async function openContext(
  options: BrowserContextOptions = {},
  { expected }: { expected?: RegExp } = {},
): Promise<BrowserContext> {
  const browser = await launchChromium();
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: 'zh-CN',
    ...options,
  });
  const faults: string[] = [];
  context.on('page', (page) => watch(page, faults));
  afterTest(async () => {
    await context.close();
    const said = faults.filter((fault) => !expected?.test(fault));
    if (said.length > 0) throw new Error(`The page said: ${said.join('; ')}`);
  });
  return context;
}

function watch(page: Page, faults: string[]): void {
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    // A refused call is a line of Chromium's own; what the page itself says, and CSP, is not.
    if (message.type() !== 'error' || /^Failed to load resource|blocked by CORS policy/.test(message.text()))
      return;
    if (!message.text().includes('ERR_') && !message.text().includes('WebSocket'))
      faults.push(message.text());
  });
}
