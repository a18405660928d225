import { afterAll, afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { freePort } from '@maqiao/test-servers';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeChromium, openContext } from '../support/chromium.ts';
import { notRun } from '../support/not-run.ts';
import { openPhone } from '../support/phone-page.ts';
import { CTRL_C, HAS_TERMINALS, Terminal } from './support/terminal.ts';

jest.setTimeout(180_000);
afterAll(closeChromium);

const ROOT = join(import.meta.dirname, '../..');
const RUNS = 'Stop with Ctrl+C.';

/** What `npm test` has built, run by the real commands on ports of their own, with data of their own. */
describe('issue 13, number 3: npm start and npm run example, in terminals', () => {
  if (!HAS_TERMINALS) return notRun('servers in a terminal', 'needs Linux and util-linux’ script');

  let folder: string;
  let environment: Record<string, string>;
  let taken: Server | undefined;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'maqiao-running-'));
    writeFileSync(join(folder, 'settings'), '');
    const [port, phone, example] = [await freePort(), await freePort(), await freePort()].map(String);
    environment = {
      PATH: process.env.PATH ?? '',
      HOME: process.env.HOME ?? '',
      npm_config_update_notifier: 'false',
      MAQIAO_LANG: 'en',
      MAQIAO_ENV_FILE: join(folder, 'settings'),
      DATABASE_URL: `sqlite:${join(folder, 'demo.db')}`,
      AVATAR_STORAGE: `disk:${join(folder, 'avatars')}`,
      PORT: port ?? '',
      SIMULATOR_PORT: phone ?? '',
      EXAMPLE_PORT: example ?? '',
    };
  });
  afterEach(() => {
    taken?.close();
    taken = undefined;
    rmSync(folder, { recursive: true, force: true });
  });

  const type = (command: string, more: Record<string, string> = {}) =>
    new Terminal(command, { cwd: ROOT, environment: { ...environment, ...more } });

  async function takePort(): Promise<string> {
    // What a visitor sends is read, or the end of their connection would never be seen.
    taken = createServer((socket) => socket.resume().end()).listen(0, '127.0.0.1');
    await once(taken, 'listening');
    return String((taken.address() as AddressInfo).port);
  }

  /** Signs in on the example's page, by its link to the stand-in phone. */
  async function signInOnExample(): Promise<void> {
    const context = await openContext();
    const page = await context.newPage();
    await page.goto(`http://localhost:${environment.EXAMPLE_PORT}`);
    const link = page.locator('a:text("Open the phone")');
    await link.waitFor();
    const phone = await openPhone(await openContext(), new URL((await link.getAttribute('href')) ?? ''));
    await phone.click('#confirm');
    await page.waitForSelector('#greeting:text("是我们的读者")');
    await context.close();
  }

  test('the example uses the demo that runs, signs in there, ends alone, and the demo with Ctrl+C', async () => {
    const demo = type('npm start');
    await demo.shows(RUNS);
    // Another port than the program was compiled for: nothing is built for it.
    expect(demo.shown).not.toMatch(/Building|Installing/);

    const example = type('npm run example -- plain-html');
    await example.shows(`It uses the Maqiao that runs at http://localhost:${environment.PORT}.`);
    await signInOnExample();
    expect(
      example
        .processes()
        .map(({ line }) => line)
        .join('\n'),
    ).not.toMatch(/dist\/main\.js|simulator/);
    example.press(CTRL_C);
    await example.ends();

    // Its own addresses, and log lines in plain words.
    expect(demo.shown).toMatch(/Admin {7}http:\/\/localhost:\d+\/admin {3}key: [\w-]{24}\s/);
    for (const step of ['A page shows a code.', 'Confirmed on the phone.', 'The page is signed in.'])
      expect(demo.shown).toContain(step);
    expect(demo.shown).not.toMatch(/[{}]|requestId/);

    expect(demo.status).toBeUndefined();
    demo.press(CTRL_C);
    await demo.ends();
    expect(demo.shown).not.toMatch(/ended with|\.mjs:\d/);
  });

  test('the example starts a demo where none runs, and ends with it', async () => {
    const example = type('npm run example -- plain-html');
    await example.shows(RUNS);
    await signInOnExample();
    example.press(CTRL_C);
    await example.ends();
  });

  test('a demo that does not know the example’s address: a sentence and an end, no page that refuses', async () => {
    const demo = type('npm start', { EXAMPLE_PORT: String(await freePort()) });
    await demo.shows(RUNS);
    const example = type('npm run example -- plain-html');
    await example.ends();
    expect(example.status).toBe(1);
    expect(example.shown).toContain(
      `Maqiao already runs at http://localhost:${environment.PORT}, but does not accept sign-ins from pages of http://localhost:${environment.EXAMPLE_PORT}.`,
    );
    demo.signalNpm('SIGTERM');
    await demo.ends();
  });

  test.each([
    ['npm start', 'PORT'],
    ['npm start', 'SIMULATOR_PORT'],
    ['npm run example -- plain-html', 'PORT'],
    ['npm run example -- plain-html', 'SIMULATOR_PORT'],
    ['npm run example -- plain-html', 'EXAMPLE_PORT'],
  ])('%s ends when another program has %s, and says how another port is chosen', async (command, name) => {
    const port = await takePort();
    const terminal = type(command, { [name]: port });
    await terminal.ends();
    expect(terminal.status).toBe(1);
    expect(terminal.shown).toContain(`Port ${port} is taken: stop what uses it, or set ${name} to another.`);
    expect(terminal.shown).toContain(`For a single run: ${name}=${Number(port) + 1000} ${command}`);
    expect(terminal.shown).not.toMatch(/Installing|Building|\.mjs:\d/);
  });

  test.each(['npm start', 'npm run example -- plain-html'])(
    '%s ends all its servers on SIGTERM, on SIGHUP, and with its terminal',
    async (command) => {
      for (const end of ['SIGTERM', 'SIGHUP', 'close'] as const) {
        const terminal = type(command);
        await terminal.shows(RUNS);
        if (end === 'close') terminal.close();
        else terminal.signalNpm(end);
        await terminal.nothingIsLeft();
      }
    },
  );

  test('when one server ends, the other ends too, and the command says so', async () => {
    const demo = type('npm start');
    await demo.shows(RUNS);
    const api = demo.processes().find(({ line }) => line.includes('apps/api/dist/main.js'));
    process.kill(api?.pid ?? 0, 'SIGKILL');
    await demo.ends();
    expect(demo.status).toBe(1);
    expect(demo.shown).toContain('apps/api/dist/main.js ended with SIGKILL.');
  });
});
