import type { ApiUnderTest } from './api-under-test.ts';

/** A browser that a person has signed in with their phone, by a scan. */
export async function signedIn(api: ApiUnderTest, person = 'a') {
  const [browser, phone] = [api.browser(), api.phone(person)];
  await browser.register();
  await phone.scan(browser.scene);
  await phone.confirm(browser.scene);
  const { accessToken } = (await browser.claim()).body;
  return { browser, phone, accessToken };
}
