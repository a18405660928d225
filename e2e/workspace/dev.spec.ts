import { afterAll, afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { freePort } from '@maqiao/test-servers';
import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { closeChromium, openContext } from '../support/chromium.ts';
import { notRun } from '../support/not-run.ts';
import { until } from '../support/until.ts';
import { copyWorkspace } from './support/copied-workspace.ts';
import { CTRL_C, HAS_TERMINALS, Terminal } from './support/terminal.ts';

jest.setTimeout(300_000);
/** The mini program's compiler takes half a minute on a machine that does much else. */
const BUILD_TIMEOUT_MS = 200_000;

/** The styles of the page, whatever their files are called; the other pages have theirs in folders of their own. */
function styleSheets(folder: string): string[] {
  const sources = join(folder, 'apps/web/src');
  return readdirSync(sources, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.css') && !/^(admin|problem)/.test(file))
    .map((file) => join(sources, file));
}

describe('npm run dev, in a terminal, on a copy of the sources', () => {
  if (!HAS_TERMINALS) return notRun('npm run dev in a terminal', 'needs Linux and util-linux’ script');

  let copy: ReturnType<typeof copyWorkspace>;
  let environment: Record<string, string>;

  beforeEach(async () => {
    copy = copyWorkspace();
    environment = {
      PATH: copy.path,
      HOME: process.env.HOME ?? '',
      npm_config_update_notifier: 'false',
      MAQIAO_LANG: 'en',
      DATABASE_URL: `sqlite:${join(copy.folder, 'demo.db')}`,
      AVATAR_STORAGE: `disk:${join(copy.folder, 'avatars')}`,
      PORT: String(await freePort()),
      SIMULATOR_PORT: String(await freePort()),
    };
  });
  afterEach(() => copy.remove());
  afterAll(closeChromium);

  const type = (more: Record<string, string> = {}) =>
    new Terminal('npm run dev', { cwd: copy.folder, environment: { ...environment, ...more } });
  const source = (path: string) => join(copy.folder, path);

  /** Opens the phone of a person, and remembers what its program writes to the console. */
  async function openPhone(): Promise<{ written: string[] }> {
    const page = await (await openContext()).newPage();
    const written: string[] = [];
    page.on('console', (message) => written.push(message.text()));
    await page.goto(`http://localhost:${environment.SIMULATOR_PORT}/phone/`);
    await page.click('[data-person=a]');
    await page.waitForSelector('html[data-ready]');
    return { written };
  }

  const opacityOf = (page: Page) => page.evaluate(() => getComputedStyle(document.documentElement).opacity);

  test('a change of the page, of the API and of the mini program arrives, and Ctrl+C ends all of it', async () => {
    const terminal = type();
    await terminal.shows('Your changes take effect by themselves.');
    const page = await (await openContext()).newPage();
    await page.goto(`http://localhost:${environment.PORT}/`);
    // The API has written the demo's settings into the page, and gives it a code: the page has its origin.
    const phone = page.locator('a[href*="/phone/?scene="]');
    await phone.waitFor();

    // The page: in place, without a load.
    await page.evaluate(() => Object.assign(window, { stillHere: true }));
    for (const sheet of styleSheets(copy.folder))
      appendFileSync(sheet, '\n:root { opacity: 0.75 !important; }\n');
    await until(
      async () => (await opacityOf(page)) === '0.75',
      () => 'the new style',
    );
    expect(await page.evaluate(() => 'stillHere' in window)).toBe(true);

    // The API: a fault is shown and ends nothing; the mended source runs.
    const main = source('apps/api/src/main.ts');
    const before = readFileSync(main, 'utf8');
    writeFileSync(main, `${before}const = ;\n`);
    await terminal.shows('It is tried again with your next change.');
    expect((await fetch(`http://localhost:${environment.PORT}/readyz`)).status).toBe(200);
    writeFileSync(main, `${before}console.log('the API', 'of the change');\n`);
    await terminal.shows('The API has restarted.');
    expect(terminal.shown).toContain('the API of the change');
    expect((await fetch(`http://localhost:${environment.PORT}/readyz`)).status).toBe(200);

    // The mini program: built anew, and loaded by a phone that is open.
    const { written } = await openPhone();
    appendFileSync(source('apps/miniprogram/src/app.ts'), "console.log('the program', 'of the change');\n");
    await until(
      () => written.some((text) => text.includes('the program of the change')),
      () => `${written.join('\n')} and ${terminal.shown}`,
      BUILD_TIMEOUT_MS,
    );

    terminal.press(CTRL_C);
    await terminal.ends();
    expect(terminal.shown).not.toMatch(/ended with SIG|\bat .*\.mjs:\d/);
  });

  test('with an AppID it says that it is for the demo', async () => {
    const terminal = type({
      WECHAT_APP_ID: 'wx0123456789abcdef',
      WECHAT_APP_SECRET: '0123456789abcdef0123456789abcdef',
      PUBLIC_URL: 'https://login.example.com',
    });
    await terminal.ends();
    expect(terminal.status).toBe(1);
    expect(terminal.shown).toContain(
      'npm run dev runs the demo: unset WECHAT_APP_ID, or start with npm start.',
    );
  });
});
