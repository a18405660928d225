// Every screen of the mini program, in both languages and themes, into the gallery's folder: from the program that tests
// run, on the demo's phone, with prepared answers of the server. An argument chooses screens by name.
import { startSimulator } from '@maqiao/wechat-simulator';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { GALLERY } from '../../scripts/lib/docs/gallery.mjs';
import { FLAGS } from '../support/chromium-flags.ts';
import { copyProgram } from '../support/copy-program.ts';
import { answerPhone } from './support/answer-phone.ts';
import { phoneGalleryPage } from './support/phone-gallery-page.ts';
import { SCREENS, type Language, type Screen } from './support/screens.ts';

const FOLDER = join(import.meta.dirname, '../..', GALLERY, 'phone');
const LOCALES: Record<Language, string> = { zh: 'zh-CN', en: 'en-US' };
const SITES: Record<Language, string> = { zh: '山前书店', en: 'Hillfoot Books' };
const THEMES = ['light', 'dark'] as const;
const SIZE = { width: 390, height: 844 };

const chosen = process.argv[2] === undefined ? null : new RegExp(process.argv[2]);
const screens = SCREENS.filter(({ name }) => chosen?.test(name) ?? true);
const total = screens.length * Object.keys(LOCALES).length * THEMES.length;
let taken = 0;
if (total === 0) process.exit();
if (!chosen) rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: FLAGS,
});
const folder = mkdtempSync(join(tmpdir(), 'maqiao-pictures-'));
try {
  for (const language of ['zh', 'en'] as const) await inLanguage(browser, language);
  const index = phoneGalleryPage(FOLDER);
  if (index !== undefined) writeFileSync(join(FOLDER, 'README.md'), index);
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}

async function inLanguage(chromium: Browser, language: Language): Promise<void> {
  const weapp = join(folder, language);
  copyProgram(weapp, 'https://login.example.com');
  nameSite(weapp, SITES[language]);
  const simulator = await startSimulator({ miniProgramFolder: weapp });
  try {
    for (const theme of THEMES) {
      for (const screen of screens) {
        const address = new URL('/phone/', simulator.url);
        address.search = new URLSearchParams(screen.query).toString();
        await take(chromium, screen, language, theme, address);
        console.log(`[${++taken}/${total}] ${screen.name}-${language}-${theme}`);
      }
    }
  } finally {
    await simulator.close();
  }
}

async function take(
  chromium: Browser,
  screen: Screen,
  language: Language,
  theme: (typeof THEMES)[number],
  address: URL,
): Promise<void> {
  const context = await chromium.newContext({
    locale: LOCALES[language],
    colorScheme: theme,
    viewport: SIZE,
    reducedMotion: 'reduce',
  });
  const phone = await context.newPage();
  await answerPhone(phone, screen.answers?.(language) ?? {});
  await phone.goto(address.href);
  await phone.click('[data-person=a]');
  await phone.waitForSelector('html[data-ready]');
  await screen.steps?.(phone);
  await fitScreen(phone);
  await phone.evaluate(() => document.fonts.ready);
  const path = join(FOLDER, `${screen.name}-${language}-${theme}.jpg`);
  await phone.locator('.phone').screenshot({ path, type: 'jpeg', quality: 60, animations: 'disabled' });
  await context.close();
}

/** A long page is shown to its end: the phone grows. A short one stands at its beginning. */
async function fitScreen(phone: Page): Promise<void> {
  const missing = await phone.evaluate(() => {
    const root = document.querySelector('#program')?.shadowRoot;
    const page = [...(root?.querySelectorAll<HTMLElement>('.mp-page') ?? [])].find(({ hidden }) => !hidden);
    page?.scrollTo(0, 0);
    return page ? page.scrollHeight - page.clientHeight : 0;
  });
  if (missing > 0) await phone.setViewportSize({ ...SIZE, height: SIZE.height + missing });
}

/** The program for tests is called after its address. */
function nameSite(weapp: string, site: string): void {
  for (const file of readdirSync(weapp, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.js')) continue;
    const path = join(weapp, file);
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll('"localhost:3000"', JSON.stringify(site)));
  }
}
