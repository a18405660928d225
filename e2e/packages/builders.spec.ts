import { afterAll, expect, jest, test } from '@jest/globals';
import { freePort } from '@maqiao/test-servers';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { phase } from '../embed/support/shop.ts';
import { startSite, type Site } from '../embed/support/site.ts';
import { closeChromium, openContext } from '../support/chromium.ts';
import { scan } from '../support/scan.ts';
import { startStack, type Stack } from '../support/stack.ts';
import { createProject, serve, type Project } from './support/project.ts';

// Each test installs, checks types, builds and signs in; Next alone takes half a minute on two cores.
jest.setTimeout(300_000);
afterAll(closeChromium);

/** Signs in on a page of the project, which greets who has. */
async function signIn(stack: Stack, page: Page, address: string): Promise<void> {
  await page.goto(address);
  await phase(page, 'waiting');
  const program = await scan({ stack }, page);
  program.tap('#confirm');
  await page.waitForSelector('#greeting:text("你好，新读者。")');
}

/** What a build has left behind, as a site's own server would send it. */
function put(site: Site, { folder }: Project, files: Record<string, string>): void {
  for (const [path, file] of Object.entries(files)) {
    const type = file.endsWith('.html') ? 'text/html' : 'text/javascript';
    site.files[path] = { type, text: readFileSync(join(folder, file), 'utf8') };
  }
}

test('Vite: the element', async () => {
  const site = await startSite('localhost');
  const stack = await startStack({ CORS_ORIGINS: site.origin });
  const project = await createProject('vite', stack.url, ['vite', 'typescript']);
  await project.run('typescript/bin/tsc');
  await project.run('vite/bin/vite.js', 'build');
  const html = readFileSync(join(project.folder, 'dist/index.html'), 'utf8');
  const [, script = ''] = /src="(\/assets\/[^"]+\.js)"/.exec(html) ?? [];
  put(site, project, { '/': 'dist/index.html', [script]: join('dist', script) });
  const page = await (await openContext()).newPage();
  await signIn(stack, page, site.origin);
  await phase(page, 'signed-in');
});

test('webpack: React', async () => {
  const site = await startSite('localhost');
  const stack = await startStack({ CORS_ORIGINS: site.origin });
  const builders = ['webpack', 'typescript', 'react', 'react-dom', '@types/react', '@types/react-dom'];
  const project = await createProject('webpack', stack.url, builders);
  await project.run('typescript/bin/tsc');
  await project.node('build.mjs');
  put(site, project, { '/': 'index.html', '/main.js': 'dist/main.js' });
  const page = await (await openContext()).newPage();
  await signIn(stack, page, site.origin);
});

test('Next, rendered on the server: the element, the component and the hook, each hydrated without a word', async () => {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const stack = await startStack({ CORS_ORIGINS: origin });
  const builders = [
    'next',
    'typescript',
    'react',
    'react-dom',
    '@types/node',
    '@types/react',
    '@types/react-dom',
  ];
  const project = await createProject('next', stack.url, builders);
  await project.run('next/dist/bin/next', 'build');
  await serve(project, 'next/dist/bin/next', 'start', '--hostname', '127.0.0.1', '--port', String(port));

  const rendered = async (path: string) => (await fetch(`http://127.0.0.1:${port}${path}`)).text();
  expect(await rendered('/')).toContain(
    `<maqiao-login base-url="${stack.url}" site-name="山前书店"></maqiao-login>`,
  );
  expect(await rendered('/component')).toContain('<maqiao-login base-url=');
  expect(await rendered('/hook')).toContain('<maqiao-login');

  // A page that says anything in its console fails the test: chromium.ts.
  for (const path of ['/', '/hook']) {
    const page = await (await openContext()).newPage();
    await signIn(stack, page, `${origin}${path}`);
  }
  const page = await (await openContext()).newPage();
  await page.goto(`${origin}/component`);
  await phase(page, 'waiting');
});
