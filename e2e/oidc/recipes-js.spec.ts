import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { startSite } from '../embed/support/site.ts';
import { phase, scanAndConfirm } from '../interaction/support/person.ts';
import { closeChromium, openContext } from '../support/chromium.ts';
import { endSessionsFromPhone } from '../support/phone-calls.ts';
import { setNickname } from '../support/set-nickname.ts';
import type { Stack } from '../support/stack.ts';
import { startRecipe, startWithClient, type RecipeProgram } from './support/recipe.ts';

jest.setTimeout(240_000); // Next is built on cores that are shared
afterAll(closeChromium);

const ROOT = join(import.meta.dirname, '../..');
const INSTALLED = join(ROOT, '.cache/isolated/oidc-recipes/node_modules');
const NEXT = join(INSTALLED, 'next/dist/bin/next');

const PROGRAMS: RecipeProgram[] = [
  { name: 'express', callback: '/callback', commands: [['server.mjs']] },
  { name: 'passport', callback: '/callback', commands: [['server.mjs']] },
  { name: 'better-auth', callback: '/api/auth/callback/maqiao', commands: [['server.mjs']] },
  {
    name: 'next-auth',
    callback: '/api/auth/callback/maqiao',
    commands: [
      [NEXT, 'build'],
      [NEXT, 'start'],
    ],
  },
];

const signInButton = (page: Page) => page.getByText('Sign in with WeChat');

/** From the site to a scan, and back: greeted by name. */
async function signIn(stack: Stack, page: Page, url: string): Promise<void> {
  await page.waitForLoadState(); // what the button does is in a script
  await signInButton(page).click();
  await phase(page, 'waiting');
  expect(new URL(page.url()).pathname).toMatch(/^\/interaction\//);
  expect(await page.textContent('h1')).toBe('登录 海边杂货');
  await scanAndConfirm(stack, page);
  await page.waitForSelector('h1:text-is("Hello, 小桥")');
  expect(page.url()).toBe(`${url}/`);
}

/** By the site's button: signed out at the site, and at Maqiao, which would ask nobody for a scan otherwise. */
async function signOut(page: Page, url: string): Promise<void> {
  await page.getByText('Sign out').click();
  await signInButton(page).waitFor();
  expect(page.url()).toBe(`${url}/`);
}

/** On the page of Maqiao: back at the site, which has not signed anybody in. */
async function decline(page: Page, url: string): Promise<void> {
  await signInButton(page).click();
  await phase(page, 'waiting');
  await page.click('button:has-text("拒绝")');
  await page.waitForURL((at) => at.origin === url && at.pathname === '/');
  await signInButton(page).waitFor();
}

/** What the site answers to a logout token that nobody has signed. */
async function sendForgedLogout(url: string): Promise<number> {
  const { status } = await fetch(`http://127.0.0.1:${new URL(url).port}/backchannel-logout`, {
    method: 'POST',
    body: new URLSearchParams({ logout_token: 'e30.e30.e30' }),
  });
  return status;
}

async function visit(stack: Stack, url: string): Promise<Page> {
  await setNickname(stack, '小桥');
  const page = await (await openContext()).newPage();
  await page.goto(url);
  return page;
}

const manifest = (folder: string) =>
  JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };

describe('issue 15, number 7: recipes in JavaScript', () => {
  test('their manifests name what is installed for the tests', () => {
    const named = [...PROGRAMS.map(({ name }) => name), 'plain-page'].map(
      (name) => manifest(`integrations/oidc/${name}`).dependencies,
    );
    expect(manifest('e2e/oidc/packages').dependencies).toEqual(Object.assign({}, ...named));
    for (const one of named) expect(manifest('e2e/oidc/packages').dependencies).toMatchObject(one);
  });

  test.each(PROGRAMS)(
    '$name: decline, sign in, sign out at both, be signed out by the phone',
    async (program) => {
      const { stack, url } = await startRecipe(program);
      const page = await visit(stack, url);
      await decline(page, url);
      await signIn(stack, page, url);
      await signOut(page, url);

      await signIn(stack, page, url);
      expect(await sendForgedLogout(url)).toBe(400);
      await page.reload();
      expect(await page.textContent('h1')).toBe('Hello, 小桥');
      await endSessionsFromPhone(stack);
      // The logout token is on its way.
      while (!(await signInButton(page).isVisible())) await page.reload();
      await signIn(stack, page, url);
    },
  );

  test('plain-page: sign in and sign out at both, in a page without a backend', async () => {
    const site = await startSite('localhost');
    const stack = await startWithClient({
      token_endpoint_auth_method: 'none',
      redirect_uris: [`${site.origin}/`],
      post_logout_redirect_uris: [`${site.origin}/`],
    });
    const read = (file: string) => readFileSync(join(ROOT, 'integrations/oidc/plain-page', file), 'utf8');
    const library = join(INSTALLED, 'oidc-client-ts/dist/browser/oidc-client-ts.min.js');
    const script = read('sign-in.js')
      .replace('https://login.example.com', stack.url)
      .replace("'page'", "'shop'");
    site.files['/'] = { type: 'text/html', text: read('index.html') };
    site.files['/sign-in.js'] = { type: 'text/javascript', text: script };
    site.files['/oidc-client-ts.min.js'] = { type: 'text/javascript', text: readFileSync(library, 'utf8') };

    const page = await visit(stack, site.origin);
    await decline(page, site.origin);
    await signIn(stack, page, site.origin);
    await signOut(page, site.origin);
    await signIn(stack, page, site.origin);
  });
});
