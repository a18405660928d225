import type { Language } from '@maqiao/shared';
import type { Page } from 'playwright-core';

/** Turns the page to that language, by its switch. */
export async function switchLanguage(page: Page, language: Language): Promise<void> {
  const tag = { zh: 'zh-CN', en: 'en' }[language];
  if ((await page.getAttribute('html', 'lang')) !== tag) await page.click('.language-switch');
  await page.waitForSelector(`html[lang="${tag}"]`);
}
