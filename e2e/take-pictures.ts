// Takes the pictures that the READMEs show from a running demo: npm start in one terminal, npm run pictures in another. The
// demo has its name in the language of whoever started it, so the pictures of each language are taken from a demo in it:
// MAQIAO_LANG=zh for both commands, then MAQIAO_LANG=en.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { operatorLanguage } from '../scripts/lib/words.mjs';
import { FLAGS } from './support/chromium-flags.ts';
import { choosePicture } from './support/choose-picture.ts';

const PAGE = process.env.PUBLIC_URL ?? 'http://localhost:3000';
const FOLDER = join(import.meta.dirname, '../docs/pictures');
const LOCALES = { zh: 'zh-CN', en: 'en-US' } as const;
const language = operatorLanguage();

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: FLAGS,
});
mkdirSync(FOLDER, { recursive: true });
await oneLogin(browser, language, LOCALES[language]);
await browser.close();

async function oneLogin(chromium: Browser, language: string, locale: string): Promise<void> {
  const options = { locale, deviceScaleFactor: 2, reducedMotion: 'reduce' } as const;
  const desktop = await chromium.newContext({ ...options, viewport: { width: 880, height: 760 } });
  const page = await desktop.newPage();
  await page.goto(PAGE);
  await phase(page, 'waiting');
  await take(page, `waiting-${language}`);

  const address = await page.getAttribute('.demo-phone a', 'href');
  if (address === null) throw new Error('This is not the demo: there is no link to the phone.');
  const pocket = await chromium.newContext({ ...options, viewport: { width: 440, height: 760 } });
  const phone = await pocket.newPage();
  await nameThemselves(phone, address);
  await phone.goto(address);
  await phone.waitForSelector('#confirm');
  await take(phone, `phone-${language}`);
  await phase(page, 'scanned');
  await phone.click('#confirm');
  await phase(page, 'signed-in');
  await take(page, `signed-in-${language}`);

  for (const context of [desktop, pocket]) await context.close();
}

/** The person whose phone it is gives themselves a picture and their name, as people do who come back. */
async function nameThemselves(phone: Page, address: string): Promise<void> {
  await phone.goto(new URL('/phone/', address).href);
  await phone.click('[data-person=a]');
  await phone.waitForSelector('html[data-ready]');
  const name = await phone.textContent('#person');
  await choosePicture(phone);
  await phone.fill('input#nickname', name ?? '');
  await phone.click('#save-nickname');
  await phone.waitForFunction(
    (words) => document.querySelector('#program')?.shadowRoot?.textContent?.includes(words),
    language === 'zh' ? '昵称保存了' : 'Nickname saved',
  );
}

async function phase(page: Page, name: string): Promise<void> {
  await page.waitForSelector(`.card[data-phase="${name}"]`);
}

async function take(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(FOLDER, `${name}.png`), animations: 'disabled' });
}
