import { expect } from '@jest/globals';
import type { LoginResult } from '@maqiao/shared';
import type { Browser } from './browser.ts';
import type { Phone } from './phone.ts';

/** A whole login, up to the cookie, with the digits where they are asked for. */
export async function signIn(browser: Browser, phone: Phone): Promise<LoginResult> {
  await confirmLogin(browser, phone);
  const claimed = await browser.claim();
  expect(claimed.status).toBe(200);
  return claimed.body;
}

/** A login up to the person's confirm: what is left is to fetch it. */
export async function confirmLogin(browser: Browser, phone: Phone): Promise<void> {
  expect((await browser.register()).status).toBe(201);
  const scanned = await phone.scan(browser.scene);
  expect(scanned.status).toBe(200);
  const digits = scanned.body.request.match === 'number' ? { number: await digitsOn(browser) } : {};
  expect((await phone.confirm(browser.scene, digits)).status).toBe(200);
}

/** The two digits that the browser shows. */
export async function digitsOn(browser: Browser): Promise<string> {
  const { body } = await browser.poll();
  const { number } = body.scene;
  if (number === undefined) throw new Error('the browser shows no digits');
  return number;
}
