import { describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unusableIn } from '../../scripts/lib/workspace-folder.mjs';
import { afterTest } from '../support/after-test.ts';

const ROOT = join(import.meta.dirname, '../..');

/** The commands alone, in a folder of that name: nothing is installed there, and no npx is on the path. */
function copyCommands(name: string): string {
  const outer = realpathSync(mkdtempSync(join(tmpdir(), 'maqiao-folder-')));
  afterTest(() => rmSync(outer, { recursive: true, force: true }));
  const folder = join(outer, name);
  mkdirSync(folder);
  cpSync(join(ROOT, 'scripts'), join(folder, 'scripts'), { recursive: true });
  for (const file of ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml'])
    cpSync(join(ROOT, file), join(folder, file));
  for (const empty of ['apps', 'libs', 'examples']) mkdirSync(join(folder, empty));
  return folder;
}

function run(folder: string, script: string, environment: Record<string, string> = {}) {
  const { status, stderr } = spawnSync(
    process.execPath,
    [`scripts/${script}`, ...(script === 'example.mjs' ? ['plain-html'] : [])],
    {
      cwd: folder,
      env: { PATH: join(folder, 'none'), ...environment },
      encoding: 'utf8',
    },
  );
  return { status, said: stderr };
}

describe('issue 12, number 15: a folder that the build tools cannot read', () => {
  test.each(['start.mjs', 'test.mjs', 'build.mjs', 'release.mjs', 'example.mjs'])(
    '%s says so in a sentence, before anything is installed',
    (script) => {
      const folder = copyCommands('site #1');
      const before = readdirSync(folder).sort();
      const english = run(folder, script);
      expect(english.status).toBe(1);
      expect(english.said.trim().split('\n')).toEqual([
        'The path of this folder has characters that the build tools cannot read: #',
        `  ${folder}`,
        'Move or rename the folder, then try again. Nothing was installed or built.',
      ]);
      expect(run(folder, script, { MAQIAO_LANG: 'zh' }).said).toMatch(/^\s*这个文件夹的路径里有.*：#\n/);
      expect(readdirSync(folder).sort()).toEqual(before);
    },
  );

  test('in a folder that will do, with spaces, percent signs, quotes and Chinese letters, the installation begins', () => {
    const folder = copyCommands("码桥 50%20 it's (1)");
    const { status, said } = run(folder, 'start.mjs');
    expect(said).toMatch(/^Installing dependencies/);
    // There is no npx here to go on with.
    expect([status, existsSync(join(folder, 'node_modules/node'))]).toEqual([1, false]);
  });

  test.each([
    ['/home/me/maqiao', 'linux', []],
    ['/home/me/码桥 (1) 50%', 'linux', []],
    ['/home/c#/what?/a*b/wow!/a:b/a\\b/c#', 'linux', ['#', '?', '*', '!', ':', '\\']],
    ['C:\\Users\\me\\maqiao', 'win32', []],
    ['C:\\c#\\wow!\\a;b', 'win32', ['#', '!', ';']],
  ] as const)('%s on %s', (folder, platform, characters) => {
    expect(unusableIn(folder, { platform })).toEqual(characters);
  });

  test('brackets, with which Jest would find next to no tests, stop npm test alone', () => {
    const folder = copyCommands('site [1]');
    expect(run(folder, 'test.mjs').said).toMatch(/cannot read: \[ \]\n/);
    expect(run(folder, 'start.mjs').said).toMatch(/^Installing dependencies/);
  });
});
