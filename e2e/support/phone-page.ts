import type { BrowserContext, Page } from 'playwright-core';

/** Opens what a scanned code holds, as a phone's camera does, and picks a person. */
export async function openPhone(context: BrowserContext, address: URL, person = 'a'): Promise<Page> {
  const phone = await context.newPage();
  await phone.goto(address.href);
  await phone.click(`[data-person=${person}]`);
  return phone;
}
