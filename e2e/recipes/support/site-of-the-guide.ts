import { readFileSync } from 'node:fs';
import { createServer, request as ask } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterTest } from '../../support/after-test.ts';

const GUIDE = readFileSync(join(import.meta.dirname, '../../../docs/add-to-your-site.md'), 'utf8');

/** The first block of code of the guide in this language that has this text in it, as a reader would copy it. */
function copied(language: string, having: string): string {
  const blocks = [...GUIDE.matchAll(/^```(\w+)\n([^]*?)^```$/gm)];
  const found = blocks.find(([, of, text]) => of === language && text?.includes(having));
  if (!found?.[2]) throw new Error(`docs/add-to-your-site.md has no block of ${language} with ${having}`);
  return found[2];
}

/** A site as docs/add-to-your-site.md has it: the guide's page and scripts, and a recipe as its backend. */
export interface SiteOfTheGuide {
  origin: string;
  /** Where Maqiao is, and where the recipe listens, once they are known. */
  maqiaoUrl: string;
  backendUrl: string;
}

/** Starts the site; it is stopped after the test. What it has no page for is the backend's. */
export async function startSiteOfTheGuide(): Promise<SiteOfTheGuide> {
  const site: SiteOfTheGuide = { origin: '', maqiaoUrl: '', backendUrl: '' };
  const page = (body: string, script: string) =>
    `<!doctype html><html lang="zh-CN"><title>Shop</title>${body}<script type="module">${script}</script></html>`;
  const tag = copied('html', '<maqiao-login');
  const pages: Record<string, () => string> = {
    '/': () => page(tag, copied('js', "addEventListener('login'")),
    '/account': () =>
      page(
        `${tag.split('\n')[0]}<button>Sign out</button>`,
        `${copied('js', 'function signOut')}document.querySelector('button').onclick = signOut;`,
      ),
  };
  const server = createServer((request, response) => {
    const text = request.method === 'GET' ? pages[request.url ?? '']?.() : undefined;
    if (text !== undefined) {
      const html = text.replaceAll('https://login.example.com', site.maqiaoUrl);
      return void response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(html);
    }
    if (request.url === '/favicon.ico' || !site.backendUrl) return void response.writeHead(204).end();
    const { method, headers } = request;
    const asked = ask(site.backendUrl + request.url, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    asked.on('error', () => response.writeHead(502).end());
    request.pipe(asked);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterTest(() => {
    server.closeAllConnections();
    server.close();
  });
  site.origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  return site;
}
