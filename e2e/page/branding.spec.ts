import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { KNOWN_WORDS, WORD_PARTS } from '@maqiao/shared/words/known';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openShop, phase as elementPhase, visit } from '../embed/support/shop.ts';
import { afterTest } from '../support/after-test.ts';
import { axeFindings } from '../support/axe.ts';
import { closeChromium } from '../support/chromium.ts';
import { openPage, prepareVisit, signIn } from './support/hosted-page.ts';
import { policyReports } from './support/policy-reports.ts';

jest.setTimeout(180_000);
afterAll(closeChromium);

const LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 32"><rect width="96" height="32" rx="6" fill="#2563eb"/><circle cx="16" cy="16" r="8" fill="#fff"/></svg>';
const BLUE = 'rgb(37, 99, 235)';

/** Every word of English, marked: whatever is shown without the mark is no word of the language. */
const invented = {
  name: 'Tlhingan',
  ...Object.fromEntries(
    WORD_PARTS.map((part) => [
      part,
      Object.fromEntries(Object.entries(KNOWN_WORDS[part].en).map(([key, word]) => [key, `Q ${word}`])),
    ]),
  ),
};

/** The settings of an owner with a look of their own. */
function look(): Record<string, string> {
  const folder = mkdtempSync(join(tmpdir(), 'maqiao-look-'));
  afterTest(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'logo.svg'), LOGO);
  const words = { en: { page: { signOut: 'Leave the shop' }, element: { signOut: 'Leave' } }, tlh: invented };
  writeFileSync(join(folder, 'words.json'), JSON.stringify(words));
  return {
    SITE_LOGO: join(folder, 'logo.svg'),
    SITE_COLOR: '#2563eb',
    WORDS_FILE: join(folder, 'words.json'),
    SITE_NAME: '山前书店与它的很多很多朋友们在湖边一起开的第二家分店 Lakeside branch',
  };
}

describe('issue 13, number 10: the hosted page in the owner’s look', () => {
  test.each(['light', 'dark'] as const)(
    '%s: logo, colour and words, at 320 px, with nothing for axe to find',
    async (colorScheme) => {
      const browser = { colorScheme, locale: 'en-US', viewport: { width: 320, height: 720 } };
      const visit = await prepareVisit({ environment: look(), browser });
      const { page } = visit;
      await openPage(visit);
      await page.waitForFunction(
        () => (document.querySelector<HTMLImageElement>('.logo')?.naturalWidth ?? 0) > 0,
      );
      const ring = await page.$eval('.ring rect', (element) => getComputedStyle(element).stroke);
      if (colorScheme === 'light') expect(ring).toBe(BLUE);
      else expect([BLUE, 'rgb(240, 118, 90)']).not.toContain(ring);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
      expect(await axeFindings(page)).toEqual([]);
      await signIn(visit);
      expect(await page.textContent('.card .button')).toBe('Leave the shop');
      expect(await axeFindings(page)).toEqual([]);
      expect(await policyReports(page)).toEqual([]);
    },
  );

  test('a third language from one file is offered, chosen, kept, and whole', async () => {
    const visit = await prepareVisit({ environment: look(), browser: { locale: 'en-US' } });
    const { page } = visit;
    await openPage(visit);
    await page.selectOption('select.language-switch', { label: 'Tlhingan' });
    await page.waitForFunction(() => document.documentElement.lang === 'tlh');
    expect(await page.textContent('h1')).toMatch(/^Q Scan with WeChat/);
    await page.reload();
    await page.waitForFunction(() => document.documentElement.lang === 'tlh');
    await signIn(visit);
    expect(await page.textContent('.card .button')).toBe('Q Sign out');
  });

  test('who reads that language gets it at once', async () => {
    const visit = await prepareVisit({ environment: look(), browser: { locale: 'tlh' } });
    await openPage(visit);
    expect(await visit.page.textContent('h1')).toMatch(/^Q Scan with WeChat/);
  });
});

describe('issue 13, number 10: the element in the owner’s look', () => {
  test('takes colour, logo and words from its server under the strictest policy', async () => {
    const shop = await openShop({ environment: look(), attributes: 'lang="en"' });
    const { page } = await visit(shop);
    await elementPhase(page, 'waiting');
    await page.waitForSelector('maqiao-login img.logo');
    const ring = await page.$eval('maqiao-login .ring rect', (element) => getComputedStyle(element).stroke);
    expect(ring).toBe(BLUE);
    expect(shop.site.reports).toEqual([]);
    // What the page itself says goes first.
    await page.evaluate(() =>
      document.querySelector('maqiao-login')?.style.setProperty('--maqiao-seal', 'rgb(1, 2, 3)'),
    );
    expect(await page.$eval('maqiao-login .ring rect', (element) => getComputedStyle(element).stroke)).toBe(
      'rgb(1, 2, 3)',
    );
    await page.$eval('maqiao-login', (element) => element.setAttribute('lang', 'tlh'));
    await page.waitForFunction(() =>
      /^Q Scan/.test(
        document.querySelector('maqiao-login')?.shadowRoot?.querySelector('.headline')?.textContent ?? '',
      ),
    );
  });
});
