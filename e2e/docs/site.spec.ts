import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import type { Page } from 'playwright-core';
import { closeChromium, openContext } from '../support/chromium.ts';

const ROOT = join(import.meta.dirname, '../..');
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

let folder: string;
let server: Server;
let url: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'maqiao-docs-site-'));
  const args = ['scripts/docs-site.mjs', '--build', '--outDir', folder];
  const { status, stderr } = spawnSync(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, NODE_OPTIONS: '' },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`The site does not build (is its generator installed?): ${stderr}`);
  server = createServer((request, response) => {
    const path = join(folder, decodeURI(new URL(request.url ?? '/', 'http://site').pathname));
    const file = existsSync(path) && statSync(path).isDirectory() ? join(path, 'index.html') : path;
    if (!existsSync(file)) return void response.writeHead(404).end();
    response.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream');
    response.end(readFileSync(file));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  await closeChromium();
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

async function open(path: string, options = {}): Promise<{ page: Page; foreign: string[] }> {
  const context = await openContext(options);
  const page = await context.newPage();
  const foreign: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith('data:')) foreign.push(request.url());
  });
  await page.goto(url + path, { waitUntil: 'networkidle' });
  return { page, foreign };
}

test('the switch of languages stays on the page', async () => {
  const { page } = await open('/settings.html');
  await page.hover('.VPNavBarTranslations');
  await page.click('.VPNavBarTranslations >> text=中文');
  await page.waitForURL(`${url}/zh/settings.html`);
  expect(await page.textContent('.vp-doc h1')).toContain('设置');
  expect(await page.getAttribute('html', 'lang')).toBe('zh-CN');
});

test('Chinese is found by two characters, and names of settings by their beginning', async () => {
  const { page, foreign } = await open('/zh/');
  await page.keyboard.press('Control+k');
  const find = async (words: string, heading: string) => {
    await page.fill('#localsearch-input', words);
    await page.waitForSelector(`.results .result:has-text("${heading}")`);
  };
  await find('白名单', '微信的错误码');
  await find('SCENE_TTL', 'SCENE_TTL_SECONDS');
  expect(foreign).toEqual([]);
});

test('a link to a file of the repository leads to a page that shows it', async () => {
  const { page, foreign } = await open('/protocol.html');
  await page.click('.vp-doc a:has-text("transitions.ts")');
  await page.waitForSelector('.vp-doc h1:has-text("libs/shared/src/transitions.ts")');
  expect(await page.textContent('.vp-doc pre')).toContain('scanned');
  expect(foreign).toEqual([]);
});

/** The text of a page as people see it, without what stands in code. */
function proseOf(html: string): string {
  const article = /<main[\s\S]*<\/main>/.exec(html)?.[0] ?? '';
  return article.replace(/<(pre|code|script|style)\b[\s\S]*?<\/\1>/g, ' ').replace(/<[^>]+>/g, ' ');
}

test('no page shows the marks of its source: every bold word is bold, every piece of code is code', () => {
  const pages = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.html'),
  );
  expect(pages.length).toBeGreaterThan(40);
  const shown = pages.flatMap((name) => {
    const html = readFileSync(join(folder, name), 'utf8');
    const prose = /.{0,20}(\*\*|`).{0,20}/.exec(proseOf(html))?.[0];
    // A mark at the wrong place turns the words between two pieces of code into one.
    const code = /<code>[^<]*[。，；][^<]*<\/code>/.exec(html)?.[0];
    return [prose, code].flatMap((found) => (found === undefined ? [] : [`${name}: ${found}`]));
  });
  expect(shown).toEqual([]);
});

test('an anchor is the same as on a code host', async () => {
  const { page } = await open('/running-many.html#forms-of-redis_url');
  expect(await page.textContent('[id="forms-of-redis_url"]')).toContain('Forms of REDIS_URL');
});

test.each(['light', 'dark'] as const)(
  '%s: the colours of the login page, and no web font',
  async (colorScheme) => {
    const { page, foreign } = await open('/', { colorScheme });
    const seen = await page.evaluate(() => ({
      paper: getComputedStyle(document.body).backgroundColor,
      ink: getComputedStyle(document.body).color,
      fonts: document.fonts.size,
    }));
    const wanted =
      colorScheme === 'light'
        ? { paper: 'rgb(250, 248, 243)', ink: 'rgb(29, 27, 24)' }
        : { paper: 'rgb(22, 21, 19)', ink: 'rgb(241, 238, 231)' };
    expect(seen).toEqual({ ...wanted, fonts: 0 });
    expect(foreign).toEqual([]);
  },
);

test('a phone scrolls a wide table, not the page', async () => {
  const { page } = await open('/zh/protocol.html', { viewport: { width: 390, height: 844 } });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});
