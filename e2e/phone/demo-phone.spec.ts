import { afterAll, expect, jest, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { closeChromium, openContext } from '../support/chromium.ts';
import { openPhone } from '../support/phone-page.ts';
import { startStack, type Stack } from '../support/stack.ts';
import { choosePicture } from '../support/choose-picture.ts';

jest.setTimeout(120_000);
afterAll(closeChromium);

async function pickUp(stack: Stack, options: Parameters<typeof openContext>[0] = {}): Promise<Page> {
  const context = await openContext({ viewport: { width: 390, height: 844 }, ...options });
  return openPhone(context, new URL('/phone/', stack.simulator.url));
}

/** Whether the picture on the page on top was loaded and drawn. */
const pictureWidth = (phone: Page) =>
  phone
    .locator('.avatar-picture img')
    .last()
    .evaluate((picture) => (picture as HTMLImageElement).naturalWidth);

test('on the phone in the browser: consent, a picture that is seen, a name, and deleting it all', async () => {
  const stack = await startStack({}, { demo: true });
  const phone = await pickUp(stack);
  await choosePicture(phone);
  await phone.waitForFunction(() => {
    const root = document.querySelector('#program')?.shadowRoot;
    return (root?.querySelector<HTMLImageElement>('.avatar-large img')?.naturalWidth ?? 0) > 0;
  });
  expect(await pictureWidth(phone)).toBe(256);
  await phone.fill('input#nickname', '林间');
  await phone.click('#save-nickname');
  await phone.waitForSelector('#profile-done >> text=昵称保存了');
  await phone.click('.bar-back');
  await phone.waitForSelector('#profile >> text=林间');

  // WeChat remembers the consent, the program that somebody was here.
  await phone.reload();
  await phone.click('#profile');
  await phone.click('#choose-picture');
  await phone.waitForSelector('#avatar-drawn');
  await phone.click('.sheet-card .quiet');

  await phone.click('#delete-account');
  await phone.click('#go-on');
  await phone.click('#delete');
  await phone.waitForSelector('#left >> text=账号已删除');
  expect(stack.output()).not.toMatch(/unhandled|"level":(50|60)/i);
});

test('the last row of a sheet is on the phone’s screen, and the dark theme is dark', async () => {
  const stack = await startStack({}, { demo: true });
  const phone = await pickUp(stack, { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' });
  await phone.click('#sign-in');
  await phone.click('#profile');
  await phone.click('#choose-picture');
  const [sheet, screen] = [
    await phone.locator('#privacy').boundingBox(),
    await phone.locator('.screen').boundingBox(),
  ];
  for (const side of ['x', 'y', 'width', 'height'] as const) {
    expect(Math.abs((sheet?.[side] ?? 0) - (screen?.[side] ?? Infinity))).toBeLessThan(1);
  }
  const colour = await phone
    .locator('page')
    .last()
    .evaluate((page) => getComputedStyle(page).backgroundColor);
  expect(colour).toBe('rgb(22, 21, 19)');
});
