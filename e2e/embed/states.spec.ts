import type {} from '@maqiao/browser/element';
import { afterAll, describe, expect, jest, test } from '@jest/globals';
import type { Login, LoginState } from '@maqiao/browser';
import { ELEMENT_ERROR_WORDS } from '@maqiao/shared';
import type { Page } from 'playwright-core';
import { axeFindings } from '../support/axe.ts';
import { closeChromium } from '../support/chromium.ts';
import { openShop, visit } from './support/shop.ts';

jest.setTimeout(120_000);
afterAll(closeChromium);

const SCENE = 'a'.repeat(32);
const PIXEL =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const USER = { nickname: '小桥', avatarUrl: null };
const code = { scene: SCENE, picture: PIXEL, method: 'mini-program' } as const;
const scanned = { phase: 'scanned', ...code, expiresAt: 0 } as const;
const waiting = { phase: 'waiting', ...code, message: null, expiresAt: 8e15, lifetimeMs: 8e15 } as const;

/** A state, the headline it must show in English, and its buttons with what each calls. */
const STATES: [
  name: string,
  state: LoginState,
  headline: string,
  buttons: [label: string, calls: string][],
][] = [
  ['loading', { phase: 'loading' }, 'Preparing the code', []],
  ['waiting', waiting, 'Scan with WeChat to sign in to 山前书店', []],
  [
    'waiting, a code of the official account',
    { ...waiting, method: 'official-account' },
    'Scan with WeChat to sign in to 山前书店',
    [],
  ],
  [
    'waiting for six digits',
    { ...waiting, method: 'message', message: { digits: '204817', account: '山前书店' } },
    'Send these six digits to the official account “山前书店”',
    [],
  ],
  [
    'scanned',
    { ...scanned, firstCharacter: '小', number: null },
    'Scanned. Confirm on your phone',
    [['Not you? New code', 'renew']],
  ],
  [
    'scanned, with a number',
    { ...scanned, firstCharacter: null, number: '47' },
    'Scanned. Confirm on your phone',
    [['Not you? New code', 'renew']],
  ],
  [
    'scanned, to be answered in a chat',
    { ...scanned, method: 'official-account', firstCharacter: null, number: '47' },
    'Go back to WeChat and answer with the digits below',
    [['Not you? New code', 'renew']],
  ],
  [
    'scanned, to be confirmed on the page that a chat leads to',
    { ...scanned, method: 'official-account', firstCharacter: null, number: null },
    'Scanned. Confirm on your phone',
    [['Not you? New code', 'renew']],
  ],
  ['confirmed', { phase: 'confirmed', scene: SCENE, user: USER }, 'Signing in', []],
  ['signed in', { phase: 'signed-in', user: USER, signOut: 'idle' }, 'Signed in', [['Sign out', 'signOut']]],
  [
    'signed in, sign-out failed',
    { phase: 'signed-in', user: { nickname: null, avatarUrl: null }, signOut: 'failed' },
    'Signed in',
    [['Sign out', 'signOut']],
  ],
  [
    'signed in, sign-out blocked',
    { phase: 'signed-in', user: USER, signOut: 'blocked' },
    'Signed in',
    [['Sign out', 'signOut']],
  ],
  [
    'signed out elsewhere',
    { phase: 'signed-out', reason: 'ended' },
    'This browser was signed out',
    [['Sign in again', 'start']],
  ],
  [
    'signed out, run out',
    { phase: 'signed-out', reason: 'expired' },
    'Your sign-in has run out',
    [['Sign in again', 'start']],
  ],
  ['refused', { phase: 'refused' }, 'You declined on your phone', [['New code', 'renew']]],
  ['renewing', { phase: 'expired', renewal: 'automatic' }, 'This code has expired. Getting a new one', []],
  ['expired', { phase: 'expired', renewal: 'tap' }, 'This code has expired', [['New code', 'renew']]],
  ['offline', { phase: 'offline' }, 'Offline. This continues by itself when you are back', []],
  ['replaced', { phase: 'replaced' }, 'This sign-in continues in another tab', [['Continue here', 'start']]],
  ['cancelled', { phase: 'cancelled' }, 'This sign-in was cancelled', [['New code', 'renew']]],
  [
    'failed, for now',
    { phase: 'failed', code: 'wechat_busy', retryable: true },
    'WeChat is busy',
    [['Try again', 'renew']],
  ],
  [
    'failed for good',
    { phase: 'failed', code: 'origin_not_allowed', retryable: false },
    'This site may not use this sign-in',
    [],
  ],
];

/** Gives the element a client that stays in a state and records its calls. */
async function show(page: Page, state: LoginState): Promise<void> {
  await page.evaluate((shown) => {
    const calls: string[] = [];
    const note = (name: string) => () => void calls.push(name);
    const login = {
      getState: () => shown,
      subscribe: () => () => {},
      getAccessToken: () => Promise.resolve(null),
      renew: note('renew'),
      start: note('start'),
      signOut: note('signOut'),
    };
    const element = document.querySelector('maqiao-login');
    if (element) element.login = login as unknown as Login;
    (window as unknown as { calls: string[] }).calls = calls;
  }, state);
}

async function still(attributes = 'lang="en"') {
  const shop = await openShop({ attributes });
  const { page } = await visit(shop);
  return { shop, page };
}

describe('every state of the client', () => {
  test('has its headline, is announced, its buttons do what they say, and the policy refuses nothing', async () => {
    const { shop, page } = await still();
    for (const [name, state, headline, buttons] of STATES) {
      await show(page, state);
      const seen = await page.$eval('maqiao-login', (element) => {
        const root = element.shadowRoot as ShadowRoot;
        const all = (selector: string) => [...root.querySelectorAll<HTMLElement>(selector)];
        const pressed = all('button').map((button) => {
          button.click();
          return [button.textContent, (window as unknown as { calls: string[] }).calls.at(-1)];
        });
        return {
          headlines: all('h1, h2, h3, h4, h5, h6').map((heading) => heading.textContent),
          announced: root.querySelector('[role=status]')?.textContent ?? '',
          buttons: pressed,
          styled: root.innerHTML.includes('style='),
        };
      });
      expect([name, seen.headlines, seen.buttons, seen.styled]).toEqual([name, [headline], buttons, false]);
      expect(seen.announced).toContain(name.startsWith('signed in, sign-out') ? 'Not signed out' : headline);
    }
    expect(shop.site.reports).toEqual([]);
  });

  test('axe finds nothing, in both themes and languages', async () => {
    const { page } = await still();
    for (const [name, state] of STATES) {
      await show(page, state);
      for (const language of ['zh', 'en']) {
        for (const theme of ['light', 'dark']) {
          await page.$eval(
            'maqiao-login',
            (element, [lang, look]) => {
              element.setAttribute('lang', lang ?? '');
              element.setAttribute('theme', look ?? '');
            },
            [language, theme],
          );
          const findings = await axeFindings(page, 'maqiao-login');
          expect([name, language, theme, ...findings]).toEqual([name, language, theme]);
        }
      }
    }
  });

  test('every error code has its text, in both languages', async () => {
    const { page } = await still();
    for (const lang of ['zh', 'en'] as const) {
      await page.$eval('maqiao-login', (element, tag) => element.setAttribute('lang', tag), lang);
      for (const code of Object.keys(ELEMENT_ERROR_WORDS) as (keyof typeof ELEMENT_ERROR_WORDS)[]) {
        await show(page, { phase: 'failed', code, retryable: true });
        const text = await page.textContent('maqiao-login .card');
        expect(text).toContain(ELEMENT_ERROR_WORDS[code][lang].happened);
        expect(text).toContain(ELEMENT_ERROR_WORDS[code][lang].next);
      }
    }
  });

  test('fits a column of 240 px', async () => {
    const { page } = await still();
    await page.setViewportSize({ width: 256, height: 700 });
    for (const [name, state] of STATES) {
      await show(page, state);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect([name, wide]).toEqual([name, 256]);
    }
  });
});

describe('the keyboard and the ear', () => {
  test('a button that goes away does not take the focus with it', async () => {
    const { page } = await still();
    await show(page, { phase: 'refused' });
    await page.focus('maqiao-login .button');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => (window as unknown as { calls: string[] }).calls)).toEqual(['renew']);
    await page.evaluate(() => {
      // The same client goes on.
      const element = document.querySelector('maqiao-login');
      const login = element?.login as unknown as { getState: () => unknown };
      login.getState = () => ({ phase: 'loading' });
      element?.setAttribute('site-name', 'Shop');
    });
    const focused = await page.$eval(
      'maqiao-login',
      (element) => element.shadowRoot?.activeElement?.className,
    );
    expect(focused).toBe('card');
  });

  test('nothing moves for people who asked for that', async () => {
    const { page } = await still();
    await page.emulateMedia({ reducedMotion: 'reduce' });
    for (const [name, state] of STATES) {
      await show(page, state);
      const moving = await page.$eval(
        'maqiao-login',
        (element) => (element.shadowRoot as ShadowRoot).getAnimations().length,
      );
      expect([name, moving]).toEqual([name, 0]);
    }
  });
});

test('on a phone the picture can be saved, inside WeChat it is pressed', async () => {
  const { page } = await still('lang="en" display="same-phone"');
  await show(page, STATES[1]?.[1] as LoginState);
  const link = await page.waitForSelector('maqiao-login a[download]');
  expect([await link.textContent(), await link.getAttribute('download')]).toEqual([
    'Save the picture',
    'maqiao.png',
  ]);
  expect(await page.textContent('maqiao-login .card')).toContain('A phone cannot scan its own screen');

  const shop = await openShop({ attributes: 'lang="en"' });
  const { page: wechat } = await visit(shop, {
    userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148 MicroMessenger/8.0.50',
  });
  await show(wechat, STATES[1]?.[1] as LoginState);
  expect(await wechat.textContent('maqiao-login .headline')).toContain('Press and hold the code');
  expect(await wechat.$('maqiao-login img.code')).not.toBeNull();
});
