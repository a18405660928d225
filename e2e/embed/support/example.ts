import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { Page } from 'playwright-core';
import { openContext } from '../../support/chromium.ts';
import { startStack, type Stack } from '../../support/stack.ts';
import { phase } from './shop.ts';
import { startSite } from './site.ts';

/** The login's address as the examples' sources have it. */
const WRITTEN_URL = 'http://localhost:3000';
const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

/** The example's site on an address of its own, with the login it embeds; as `npm run example` starts them. */
export async function openExample(from: string): Promise<{ shop: { stack: Stack }; page: Page }> {
  if (!existsSync(join(from, 'index.html'))) throw new Error(`${from} is not built: run npm test`);
  const site = await startSite('localhost');
  const stack = await startStack({ CORS_ORIGINS: site.origin });
  for (const name of readdirSync(from, { recursive: true, encoding: 'utf8' })) {
    const type = TYPES[extname(name)];
    if (!type) continue;
    const text = readFileSync(join(from, name), 'utf8')
      .replaceAll(WRITTEN_URL, stack.url)
      .replaceAll(WRITTEN_URL.replace('http', 'ws'), stack.url.replace('http', 'ws'));
    site.files[name === 'index.html' ? '/' : `/${name.replaceAll('\\', '/')}`] = { type, text };
  }
  const page = await (await openContext()).newPage();
  await page.goto(site.origin);
  await phase(page, 'waiting');
  return { shop: { stack }, page };
}
