import type { Page } from 'playwright-core';

/** On the demo's phone, by whoever has picked it up: signs in to the program, agrees, and takes the drawn picture. */
export async function choosePicture(phone: Page): Promise<void> {
  await phone.click('#sign-in');
  await phone.click('#profile');
  await phone.click('#choose-picture');
  await phone.click('#privacy-agree');
  await phone.click('#avatar-drawn');
  await phone.waitForSelector('#profile-done');
}
