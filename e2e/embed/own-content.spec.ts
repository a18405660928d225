import type {} from '@maqiao/browser/element';
import type { Login, LoginState } from '@maqiao/browser';
import { afterAll, expect, jest, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { closeChromium } from '../support/chromium.ts';
import { openShop, phase, visit } from './support/shop.ts';

jest.setTimeout(60_000);
afterAll(closeChromium);

const USER = { nickname: null, avatarUrl: null };

/** Sets the state of the element's client; the same client each time. */
async function stand(page: Page, state: LoginState): Promise<void> {
  await page.evaluate((shown) => {
    const element = document.querySelector('maqiao-login');
    const held = window as unknown as { shown: unknown; listeners?: (() => void)[] };
    held.shown = shown;
    if (held.listeners) return held.listeners.forEach((listener) => listener());
    const listeners: (() => void)[] = (held.listeners = []);
    const nothing = (): void => {};
    const login = {
      getState: () => held.shown,
      subscribe: (listener: () => void) => {
        listeners.push(listener);
        return nothing;
      },
      getAccessToken: () => Promise.resolve(null),
      ...{ renew: nothing, start: nothing, signOut: nothing },
    };
    if (element) element.login = login as unknown as Login;
  }, state);
}

const isShown = (page: Page) => page.isVisible('#more');
const focused = (page: Page) =>
  page.evaluate(() => {
    const { activeElement } = document;
    const inside = activeElement?.shadowRoot?.activeElement;
    return inside?.textContent && inside.className !== 'card'
      ? inside.textContent
      : (inside ?? activeElement)?.className;
  });

test('content of the page’s own stands in the card in its phase only, and takes no focus away with it', async () => {
  const { page } = await visit(await openShop({ attributes: 'lang="en"' }));
  await phase(page, 'waiting');
  await page.$eval('maqiao-login', (element) => {
    const more = document.createElement('button');
    more.id = 'more';
    more.className = 'of the page';
    more.slot = 'waiting';
    more.textContent = 'Sign in with a password';
    element.append(more);
  });
  expect(await isShown(page)).toBe(true);
  await page.focus('#more');
  // The same phase in other words: what stays keeps the focus.
  await page.$eval('maqiao-login', (element) => element.setAttribute('lang', 'zh'));
  expect(await focused(page)).toBe('of the page');
  await stand(page, { phase: 'refused' });
  expect(await isShown(page)).toBe(false);
});

test('the focus moves to the card when the page’s own content goes, and stays at a button that stays', async () => {
  const { page } = await visit(await openShop({ attributes: 'lang="en"' }));
  await phase(page, 'waiting');
  await page.$eval('maqiao-login', (element) => {
    const more = document.createElement('button');
    more.slot = 'refused';
    more.id = 'more';
    element.append(more);
  });
  await stand(page, { phase: 'refused' });
  await page.focus('#more');
  await stand(page, { phase: 'signed-in', user: USER, signOut: 'idle' });
  expect(await focused(page)).toBe('card');
  await page.focus('maqiao-login .button');
  await stand(page, { phase: 'signed-in', user: USER, signOut: 'working' });
  expect(await focused(page)).toBe('Signing out');
});

test('the headline takes its place among the page’s headings', async () => {
  const { page } = await visit(await openShop({ attributes: 'lang="en"' }));
  await phase(page, 'waiting');
  const levels = () =>
    page.$eval('maqiao-login', (element) =>
      [...(element.shadowRoot as ShadowRoot).querySelectorAll('h1, h2, h3, h4, h5, h6')].map(
        ({ localName }) => localName,
      ),
    );
  expect(await levels()).toEqual(['h2']);
  for (const [level, tag] of [
    ['4', 'h4'],
    ['7', 'h2'],
  ]) {
    await page.$eval(
      'maqiao-login',
      (element, value) => element.setAttribute('heading-level', value ?? ''),
      level,
    );
    expect(await levels()).toEqual([tag]);
  }
});

test('a site that the page knows already is shown, as text, and not asked for', async () => {
  const shop = await openShop({ attributes: 'lang="en"' });
  const { context } = await visit(shop);
  const page = await context.newPage();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.addInitScript(() => {
    const site = {
      name: '<b>Shop</b>',
      logoUrl: null,
      color: { light: '#2563eb', onLight: '#ffffff', dark: '#5093ff', onDark: '#1b0e0a' },
      language: { tag: 'en', name: 'English', words: { pictureOfCode: 'The code', nonsense: 3 } },
    };
    new MutationObserver(() => {
      const element = document.querySelector('maqiao-login');
      // Before the script tag has defined it: a plain property then.
      if (element && element.site === undefined) element.site = site as never;
      element?.removeAttribute('site-name');
    }).observe(document, { childList: true, subtree: true });
  });
  await page.goto(shop.site.origin);
  await phase(page, 'waiting');
  expect(await page.textContent('maqiao-login .headline')).toBe('Scan with WeChat to sign in to <b>Shop</b>');
  expect(await page.getAttribute('maqiao-login .code', 'alt')).toBe('The code');
  expect(await page.$eval('maqiao-login .ring rect', (ring) => getComputedStyle(ring).stroke)).toBe(
    'rgb(37, 99, 235)',
  );
  expect(asked).not.toContain('/api/site');
  expect(asked).toContain('/maqiao.js');
});
