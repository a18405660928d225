import type { BrowserContext, Page } from 'playwright-core';
import { openContext } from '../../support/chromium.ts';
import { scan } from '../../support/scan.ts';
import { startStack, type Stack } from '../../support/stack.ts';
import { startSite, type Site } from './site.ts';

/** A shop that embeds the login, and the login it embeds. */
export interface Shop {
  stack: Stack;
  site: Site;
}

interface ShopOptions {
  /** The shop's host name; the login is at `login.site.localhost`. */
  host?: string;
  /** Attributes of the element. */
  attributes?: string;
  environment?: Record<string, string>;
  /** Whether the login's owner lists the shop. */
  listed?: boolean;
}

/** Everything that happened to the element, for the tests to read. It runs before the element starts, so it sees all of it. */
const SCRIPT = `
  const element = document.querySelector('maqiao-login');
  window.shopEvents = [];
  for (const name of ['login', 'logout', 'error'])
    element.addEventListener(name, ({ detail }) => window.shopEvents.push({ name, detail }));
`;

/** Starts a shop of two files under the strictest policy that the embedding needs. */
export async function openShop({
  host = 'www.site.localhost',
  attributes = '',
  environment = {},
  listed = true,
}: ShopOptions = {}): Promise<Shop> {
  const site = await startSite(host);
  const stack = await startStack(
    { ...environment, ...(listed && { CORS_ORIGINS: site.origin }) },
    { host: 'login.site.localhost' },
  );
  site.files['/'] = {
    type: 'text/html',
    headers: { 'content-security-policy': strictPolicy(stack.url) },
    text: `<!doctype html><html lang="zh-CN"><title>Shop</title>
<script src="/shop.js" defer></script><script src="${stack.url}/maqiao.js" defer></script>
<main><maqiao-login site-name="山前书店" ${attributes}></maqiao-login></main></html>`,
  };
  site.files['/shop.js'] = { type: 'text/javascript', text: SCRIPT };
  site.files['/away'] = { type: 'text/html', text: '<!doctype html><title>Away</title>' };
  return { stack, site };
}

/** No inline code, no inline style, no style at all, no markup from text; what is left is what docs/embed.md asks for. */
function strictPolicy(login: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' ${login}/maqiao.js`,
    `connect-src ${login} ${login.replace('http', 'ws')}`,
    'img-src data:',
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
    'report-uri /reports',
  ].join('; ');
}

/** A visitor with a browser of their own, at the shop. */
export async function visit(
  { site }: Shop,
  options: Parameters<typeof openContext>[0] = {},
): Promise<{ context: BrowserContext; page: Page }> {
  const context = await openContext(options);
  const page = await context.newPage();
  await page.goto(site.origin);
  return { context, page };
}

/** Waits until the element shows this phase. Selectors reach into open shadow roots. */
export async function phase(page: Page, name: string, timeout = 30_000): Promise<void> {
  await page.waitForSelector(`maqiao-login .card[data-phase="${name}"]`, { timeout });
}

/** The element's events so far. */
export function eventsOf(page: Page): Promise<{ name: string; detail: Record<string, unknown> | null }[]> {
  return page.evaluate(() => (window as unknown as { shopEvents: never[] }).shopEvents);
}

/** Scans, confirms, and waits until the page shows it. */
export async function signIn(shop: Pick<Shop, 'stack'>, page: Page): Promise<void> {
  await phase(page, 'waiting');
  const program = await scan(shop, page);
  program.tap('#confirm');
  await phase(page, 'signed-in');
}
