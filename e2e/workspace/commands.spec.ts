import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { freePort } from '@maqiao/test-servers';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COMMANDS } from '../../scripts/lib/commands.mjs';
import { settingForm } from '../../scripts/lib/setting-form.mjs';
import { WORDS } from '../../scripts/lib/words.mjs';
import { notRun } from '../support/not-run.ts';
import { until } from '../support/until.ts';
import { Lab } from './support/lab.ts';
import { CTRL_BACKSLASH, CTRL_C, HAS_TERMINALS, Terminal } from './support/terminal.ts';

jest.setTimeout(120_000);

const ROOT = join(import.meta.dirname, '../..');
const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};
const NAMES = Object.keys(scripts);

/** What is typed for a command that works, and whose part it then waits for. */
const WORKS: Record<string, { args?: string; waitsIn: string; owner?: boolean }> = {
  start: { waitsIn: 'build of apps/web' },
  dev: { waitsIn: 'build of apps/web' },
  example: { args: 'react', waitsIn: 'build of examples/react' },
  build: { waitsIn: 'build of apps/web' },
  test: { waitsIn: 'node_modules/prettier/bin/prettier.cjs' },
  'test:races': { args: '10', waitsIn: 'node_modules/jest/bin/jest.js' },
  check: { waitsIn: 'node_modules/prettier/bin/prettier.cjs' },
  format: { waitsIn: 'node_modules/prettier/bin/prettier.cjs' },
  docs: { waitsIn: 'docs/.vitepress/node_modules/vitepress/bin/vitepress.js' },
  bench: { waitsIn: 'build of apps/web' },
  release: { waitsIn: 'build of apps/web' },
  'release:try': { args: '--platform linux-arm64', waitsIn: 'qemu' },
  'mp:preview': { owner: true, waitsIn: 'build of apps/miniprogram' },
  'mp:upload': { args: '--version 1.0.0', owner: true, waitsIn: 'build of apps/miniprogram' },
  init: { waitsIn: 'api-programs/commands/init.js' },
  doctor: { waitsIn: 'api-programs/commands/doctor.js' },
  users: { args: 'list', waitsIn: 'api-programs/commands/users.js' },
  clients: { args: 'list', waitsIn: 'api-programs/commands/clients.js' },
  backup: { waitsIn: 'api-programs/commands/backup.js' },
  restore: { args: 'somewhere', waitsIn: 'api-programs/commands/restore.js' },
  'keys:rotate': { waitsIn: 'api-programs/commands/keys-rotate.js' },
  pictures: { waitsIn: 'e2e/take-pictures.ts' },
  gallery: { waitsIn: 'build of apps/web' },
};

const typed = (name: string, args = '') =>
  `${name === 'start' || name === 'test' ? `npm ${name}` : `npm run ${name}`}${args === '' ? '' : ` -- ${args}`}`;

describe('issue 13, number 3: every command of package.json, in a terminal', () => {
  if (!HAS_TERMINALS) return notRun('commands in a terminal', 'needs Linux and util-linux’ script');

  let lab: Lab;
  beforeAll(() => {
    lab = new Lab();
    const packed = join(lab.folder, 'packed');
    mkdirSync(join(packed, 'maqiao-0.2.0-linux-arm64'), { recursive: true });
    mkdirSync(join(lab.folder, 'dist/release'), { recursive: true });
    const archive = join(lab.folder, 'dist/release/maqiao-0.2.0-linux-arm64.tar.gz');
    execFileSync('tar', ['-czf', archive, '-C', packed, '.']);
  });
  afterAll(() => lab.remove());

  const type = (command: string, environment: Record<string, string> = {}) =>
    new Terminal(command, { cwd: lab.folder, environment: lab.environment(environment) });

  /** Types a command and waits until it has come to its program. */
  async function working(
    name: string,
    environment: Record<string, string> = {},
    program = WORKS[name]?.waitsIn ?? '',
    command = typed(name, WORKS[name]?.args),
  ): Promise<Terminal> {
    const { owner = false } = WORKS[name] ?? {};
    lab.takeWorking();
    const terminal = type(command, { ...(owner && lab.owner), ...environment });
    const begun: string[] = [];
    await until(
      () => {
        begun.push(...lab.takeWorking());
        if (terminal.status !== undefined) throw new Error(`it ended, and shows ${terminal.shown}`);
        return begun.includes(program);
      },
      () => `${program}; ${begun.join(', ')} have begun: ${terminal.shown}`,
    );
    return terminal;
  }

  test('each is known here, has its help in both languages, and the help names every option', () => {
    expect(Object.keys(COMMANDS).sort()).toEqual([...NAMES].sort());
    expect(Object.keys(WORKS).sort()).toEqual([...NAMES].sort());
    for (const name of NAMES) {
      const { en, zh } =
        (WORDS as Record<string, { en: string; zh: string }>)[`help_${name.replace(':', '_')}`] ?? {};
      for (const text of [en, zh]) {
        expect(text).toContain(typed(name).replace(/ -- .*/, ''));
        for (const option of Object.keys(COMMANDS[name]?.options ?? {}))
          expect(text).toContain(`--${option}`);
      }
    }
  });

  describe.each(NAMES)('%s', (name) => {
    // What it does with its words is the same with npm and without, which takes as long again to start.
    const without = (words = '') => `${scripts[name]} ${words}`;

    test('prints its help in the language of the environment, and does nothing else', async () => {
      const asked = { en: typed(name, '--help'), zh: without('--help') };
      for (const [language, words] of [
        ['en', /[A-Z][a-z]+ /],
        ['zh', /\p{Script=Han}{2}/u],
      ] as const) {
        const terminal = type(asked[language], { MAQIAO_LANG: language, INSTALLING: '1' });
        await terminal.ends();
        expect(terminal.status).toBe(0);
        expect(terminal.shown).toContain(typed(name).replace(/ -- .*/, ''));
        expect(terminal.shown).toMatch(words);
      }
      expect(lab.takeWorking()).toEqual([]);
    });

    test('refuses what it does not know', async () => {
      const terminal = type(without('--nonsense'), { STAND_IN: 'fails' });
      await terminal.ends();
      expect(terminal.status).not.toBe(0);
      // The program of these knows its options, and is played here.
      if (COMMANDS[name]?.passesOn) return;
      expect(terminal.status).toBe(2);
      expect(terminal.shown).toMatch(/--nonsense is not understood\./);
      expect(terminal.shown).not.toMatch(/Installing|Building/);
    });

    test('ends when its program cannot do its work, with a status that says so', async () => {
      const { args, owner = false } = WORKS[name] ?? { waitsIn: '' };
      const terminal = type(without(args), { ...(owner && lab.owner), STAND_IN: 'fails' });
      await terminal.ends();
      expect(terminal.status).not.toBe(0);
    });

    test('ends with Ctrl+C, and leaves no process behind', async () => {
      const terminal = await working(name);
      terminal.press(CTRL_C);
      await terminal.ends();
      // npm's own, as it passes the signal on to itself.
      expect(terminal.status).toBe(130);
      expect(terminal.shown).not.toMatch(/Error|ended with|\bat .*\.mjs/);
    });

    test('ends when npm gets SIGTERM', async () => {
      const terminal = await working(name);
      terminal.signalNpm('SIGTERM');
      await terminal.ends();
    });

    test('ends when its terminal is closed', async () => {
      const terminal = await working(name);
      terminal.close();
      await terminal.nothingIsLeft();
    });
  });

  // npm tells nobody of this one: every command looks for its parent in the same way (scripts/lib/children.mjs).
  test.each(['start', 'test', 'init'])('%s ends when npm gets SIGHUP', async (name) => {
    const terminal = await working(name);
    terminal.signalNpm('SIGHUP');
    await terminal.ends();
  });

  test('an installation says how far it is and how long it has taken, and ends with Ctrl+C', async () => {
    lab.forgetInstallation();
    const terminal = await working('start', { INSTALLING: '1' }, 'npx');
    await terminal.shows(/Installing dependencies .*… {2}7 of 10 packages {2}[1-9]\d* s/);
    terminal.press(CTRL_C);
    await terminal.ends();
    expect(terminal.shown).not.toMatch(/Building/);
  });

  test.each([
    ['Ctrl+\\', (terminal: Terminal) => terminal.press(CTRL_BACKSLASH)],
    ['npm gone without a word', (terminal: Terminal) => terminal.signalNpm('SIGKILL')],
    ['the command gone without a word', (terminal: Terminal) => terminal.signal(/^node scripts/, 'SIGKILL')],
  ])('a build ends with %s', async (_how, end) => {
    const terminal = await working('build');
    end(terminal);
    await terminal.nothingIsLeft();
  });

  test.each([
    ['start', 0],
    ['build', 143],
  ])(
    '%s without npm and terminal, as supervisors run it, ends with status %i on SIGTERM',
    async (name, status) => {
      const terminal = await working(name, {}, 'build of apps/web', `setsid --wait node scripts/${name}.mjs`);
      terminal.signal(/^node scripts/, 'SIGTERM');
      await terminal.ends();
      expect(terminal.status).toBe(status);
    },
  );

  test('builds say which step of how many it is, and how long it has taken', async () => {
    const terminal = await working('build');
    await terminal.shows(/\[1\/\d\] Building the login page … {2}[1-9]\d* s/);
    terminal.press(CTRL_C);
    await terminal.ends();
  });
});

describe('issue 13, number 9: settings are checked first', () => {
  if (!HAS_TERMINALS) return notRun('commands in a terminal', 'needs Linux and util-linux’ script');

  let lab: Lab;
  beforeAll(() => {
    lab = new Lab();
  });
  afterAll(() => lab.remove());

  const type = (command: string, environment: Record<string, string>) =>
    new Terminal(command, { cwd: lab.folder, environment: lab.environment(environment) });

  test.each([
    ['npm start', { PORT: 'abc' }, 'PORT must be a whole number from 1 to 65535.'],
    ['npm start', { SIMULATOR_PORT: '99999' }, 'SIMULATOR_PORT must be a whole number from 1 to 65535.'],
    ['npm start', { PUBLIC_URL: 'login' }, 'PUBLIC_URL must be an http(s) origin'],
    ['npm start', { MAQIAO_ENV_FILE: 'none' }, 'MAQIAO_ENV_FILE must name a file that exists: none'],
    ['npm run build', { PORT: '0x' }, 'PORT must be a whole number from 1 to 65535.'],
    [
      'npm run example -- react',
      { EXAMPLE_PORT: '-1' },
      'EXAMPLE_PORT must be a whole number from 1 to 65535.',
    ],
  ])('%s with %j: before anything is installed', async (command, settings, sentence) => {
    lab.forgetInstallation();
    const terminal = type(command, { ...settings, INSTALLING: '1' });
    await terminal.ends();
    expect(terminal.status).toBe(1);
    expect(terminal.shown).toContain(sentence);
    expect(terminal.shown).not.toMatch(/Installing|Building/);
  });

  test('in .env, too', async () => {
    lab.write('.env', 'PORT=many\n');
    lab.forgetInstallation();
    const terminal = type('npm start', { INSTALLING: '1' });
    await terminal.ends();
    lab.write('.env', '');
    expect(terminal.shown).toContain('PORT must be a whole number from 1 to 65535.');
    expect(terminal.shown).not.toMatch(/Installing|Building/);
  });

  test.each([
    ['npm start', { LOG_LEVEL: 'much' }, /Maqiao cannot start: LOG_LEVEL must be a level of pino\./],
    ['npm start', { WECHAT_APP_ID: 'wx0123456789abcdef' }, /Maqiao cannot start: .*WECHAT_APP_SECRET/],
    ['npm start', { PUBLIC_URL: 'https://login.example.com' }, /Maqiao cannot start: .*demo/i],
    ['npm run example -- react', { CONFIRM_MODE: 'perhaps' }, /Maqiao cannot start: CONFIRM_MODE must be /],
  ])(
    '%s with %j: by the schema of the API, before anything is built',
    async (command, settings, sentence) => {
      const terminal = type(command, { ...settings, PORT: String(await freePort()) });
      await terminal.ends();
      expect(terminal.status).toBe(1);
      expect(terminal.shown).toMatch(sentence);
      expect(terminal.shown).not.toMatch(/Building/);
      expect(lab.takeWorking()).toEqual([]);
    },
  );
});

test('issue 13, number 9: a setting before a command, in the shells of Windows', () => {
  expect(settingForm('HOST', '0.0.0.0', 'npm start', 'linux')).toBe('HOST=0.0.0.0 npm start');
  expect(settingForm('HOST', '0.0.0.0', 'npm start', 'win32').split('\n')).toEqual([
    '',
    '  cmd:         set "HOST=0.0.0.0" && npm start',
    "  PowerShell:  $env:HOST = '0.0.0.0'; npm start",
  ]);
});
