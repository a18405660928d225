import type { BrowserContext, Page } from 'playwright-core';
import { afterTest } from './after-test.ts';

/** Hides the page, or shows it again, as switching tabs does. */
export async function look(page: Page, visible: boolean): Promise<void> {
  await page.evaluate(
    (state) => {
      Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state });
      document.dispatchEvent(new Event('visibilitychange'));
    },
    visible ? 'visible' : 'hidden',
  );
}

/** Where sockets are blocked: every websocket is closed at once. */
export const blockSockets = (context: BrowserContext) =>
  context.routeWebSocket(/socket\.io/, (socket) => void socket.close());

/** Stops the processes that run pages, as on a sleeping machine. @returns continues them */
export async function suspendPages(context: BrowserContext): Promise<() => void> {
  const devtools = await context.browser()?.newBrowserCDPSession();
  const { processInfo } = (await devtools?.send('SystemInfo.getProcessInfo')) ?? { processInfo: [] };
  const renderers = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
  const resume = (): void => renderers.splice(0).forEach((id) => process.kill(id, 'SIGCONT'));
  afterTest(resume);
  for (const id of renderers) process.kill(id, 'SIGSTOP');
  return resume;
}
