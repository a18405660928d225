import { afterAll, describe, expect, jest, test } from '@jest/globals';
import type {} from '@maqiao/browser/element';
import type {} from '@maqiao/browser/script';
import { fetchWhole } from '@maqiao/test-servers';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { closeChromium, openContext } from '../support/chromium.ts';
import { openShop, phase, signIn, type Shop } from './support/shop.ts';

jest.setTimeout(60_000);
afterAll(closeChromium);

/** The file as it is built, before a server has sent it. */
const BUILT = fileURLToPath(new URL('../../apps/web/dist/maqiao.js', import.meta.url));
const ELEMENT = '<maqiao-login></maqiao-login>';

/** A page that loads the script in its own way: its markup, and what its own `/own.js` does. */
interface Way {
  markup: (server: string) => string;
  own?: (server: string, script: string) => string;
  /** Code that makes script elements is not for a policy of trusted types. */
  makesScripts?: boolean;
}

const own = () => `<script src="/own.js" defer></script>${ELEMENT}`;
const inject = (how: string) => (server: string) =>
  `const tag = document.createElement('script'); ${how}; tag.src = '${server}/maqiao.js'; document.head.append(tag);`;

const WAYS: Record<string, Way> = {
  'a tag before the element': { markup: (server) => `<script src="${server}/maqiao.js"></script>${ELEMENT}` },
  'a tag with defer': { markup: (server) => `<script src="${server}/maqiao.js" defer></script>${ELEMENT}` },
  'a tag with async': { markup: (server) => `${ELEMENT}<script src="${server}/maqiao.js" async></script>` },
  'a module': { markup: (server) => `<script type="module" src="${server}/maqiao.js"></script>${ELEMENT}` },
  'a loader': { markup: own, own: inject(''), makesScripts: true },
  'a loader of modules': { markup: own, own: inject("tag.type = 'module'"), makesScripts: true },
  'a dynamic import': { markup: own, own: (server) => `import('${server}/maqiao.js');` },
  'a bundle of the site, with our file in it': {
    markup: own,
    own: (_server, script) => `(() => 'its own code')();\n${script}`,
  },
  'a bundle that is a module': {
    markup: () => `<script type="module" src="/own.js"></script>${ELEMENT}`,
    own: (_server, script) => `${script}\nexport {};`,
  },
  'two tags, one of them a module': {
    markup: (server) =>
      `<script src="${server}/maqiao.js"></script><script type="module" src="${server}/maqiao.js"></script>${ELEMENT}`,
  },
};

/** A visitor, and what the console of the page says. */
async function visit(shop: Shop, { markup, own, makesScripts = false }: Way) {
  const server = shop.stack.url;
  const script = await (await fetch(`http://127.0.0.1:${new URL(server).port}/maqiao.js`)).text();
  const page = shop.site.files['/'];
  if (page) {
    page.text = `<!doctype html><html lang="en"><title>Shop</title>${markup(server)}</html>`;
    const policy = page.headers?.['content-security-policy'] ?? '';
    if (makesScripts)
      page.headers = { 'content-security-policy': policy.split('; require-trusted-types-for')[0] ?? '' };
  }
  shop.site.files['/own.js'] = { type: 'text/javascript', text: own?.(server, script) ?? '' };
  // What the tests below read themselves.
  const context = await openContext({}, { expected: /^Maqiao: / });
  const visitor = await context.newPage();
  const said: string[] = [];
  visitor.on('console', (message) => said.push(message.text()));
  await visitor.goto(shop.site.origin);
  return { page: visitor, said };
}

const serverOf = (page: Page) => page.evaluate(() => window.Maqiao.server);

describe('issue 12, number 15: the script finds its server, however it is loaded', () => {
  test.each(Object.keys(WAYS))('%s', async (name) => {
    const shop = await openShop();
    const { page, said } = await visit(shop, WAYS[name] as Way);
    await phase(page, 'waiting');
    expect(await serverOf(page)).toBe(shop.stack.url);
    expect(said.filter((line) => line.includes('Maqiao'))).toEqual([]);
    expect(shop.site.reports).toEqual([]);
  });

  test('a file that no server has sent says in the console what to write, and to people that it is not set up', async () => {
    const shop = await openShop();
    const { page, said } = await visit(shop, { markup: own, own: () => readFileSync(BUILT, 'utf8') });
    await phase(page, 'failed');
    expect(await page.textContent('maqiao-login .headline')).toBe('The sign-in of this page is not set up');
    expect(said.filter((line) => line.startsWith('Maqiao: '))).toEqual([
      expect.stringContaining('<maqiao-login base-url="https://login.example.com">'),
    ]);
    expect(await serverOf(page)).toBeNull();
    const refusal = await page.evaluate(() => {
      try {
        return window.Maqiao.createLogin() && '';
      } catch (error) {
        return String(error);
      }
    });
    expect(refusal).toMatch(/does not know its server/);
    // What the sentence says is what helps.
    await page.$eval('maqiao-login', (element, url) => element.setAttribute('base-url', url), shop.stack.url);
    await signIn(shop, page);
  });

  test('two tags of two servers: the first one counts, and the console says so', async () => {
    const shop = await openShop();
    const other = shop.site.origin;
    shop.site.files['/maqiao.js'] = { type: 'text/javascript', text: readFileSync(BUILT, 'utf8') };
    const { page, said } = await visit(shop, {
      markup: (server) =>
        `<script src="${server}/maqiao.js"></script><script src="${other}/maqiao.js"></script>${ELEMENT}`,
    });
    await phase(page, 'waiting');
    expect(await serverOf(page)).toBe(shop.stack.url);
    expect(said.filter((line) => line.startsWith('Maqiao: '))).toEqual([
      expect.stringContaining(`uses that of ${shop.stack.url} only`),
    ]);
  });

  test('the file is asked for anew, and sent again only when it has changed', async () => {
    const { stack } = await openShop();
    const url = `http://127.0.0.1:${new URL(stack.url).port}/maqiao.js`;
    const first = await fetch(url);
    expect(await first.text()).toContain(stack.url);
    expect(first.headers.get('cache-control')).toBe('no-cache');
    const tag = first.headers.get('etag') ?? '';
    for (const known of [tag, `W/${tag}`, `"other", ${tag}`]) {
      const again = await fetch(url, { headers: { 'If-None-Match': known } });
      expect([known, again.status, await again.text()]).toEqual([known, 304, '']);
    }
    expect((await fetchWhole(url, { headers: { 'If-None-Match': '"other"' } })).status).toBe(200);
    const head = await fetch(url, { method: 'HEAD' });
    expect([head.status, head.headers.get('etag')]).toEqual([200, tag]);
  });
});
