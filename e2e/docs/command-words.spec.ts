import { expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const MODULE = join(import.meta.dirname, '../../scripts/lib/words.mjs');

/** Runs a line that knows the module as `words`, in an environment of its own. */
function run(line: string, environment: Record<string, string> = {}): unknown {
  const script = `import * as words from ${JSON.stringify(MODULE)}; console.log(JSON.stringify(${line}))`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    env: environment,
    encoding: 'utf8',
  });
  return JSON.parse(stdout);
}

const placesOf = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();

test('every sentence of the commands says the same in both languages', () => {
  const sentences = Object.entries(run('words.WORDS') as Record<string, { en: string; zh: string }>);
  expect(sentences.length).toBeGreaterThan(10);
  for (const [name, { en, zh }] of sentences) {
    expect({ name, places: placesOf(zh) }).toEqual({ name, places: placesOf(en) });
    expect(zh).toMatch(/\p{Script=Han}/u);
    expect(en).not.toMatch(/\p{Script=Han}/u);
  }
});

test.each([
  [{}, 'Port 80 is taken: stop what uses it, or set PORT to another.'],
  [{ LANG: 'zh_CN.UTF-8' }, '端口 80 已被占用：请停掉占用它的程序，或者换一个 PORT。'],
  [
    { LANG: 'zh_CN.UTF-8', MAQIAO_LANG: 'en' },
    'Port 80 is taken: stop what uses it, or set PORT to another.',
  ],
])('the environment %j is spoken to in its language', (environment, sentence) => {
  expect(run("words.say('port_taken', { port: 80, name: 'PORT' })", environment)).toBe(sentence);
});

test('the commands of a release speak it too', () => {
  const folder = mkdtempSync(join(tmpdir(), 'maqiao-words-'));
  try {
    const launcher = join(folder, 'maqiao');
    const doctor = join(folder, 'apps/api/dist/doctor.js');
    for (const place of [doctor, join(folder, 'node/bin/node')])
      mkdirSync(dirname(place), { recursive: true });
    copyFileSync(join(import.meta.dirname, '../../scripts/lib/release/maqiao.sh'), launcher);
    symlinkSync(process.execPath, join(folder, 'node/bin/node'));
    for (const name of ['doctor.js', 'readable-stacks.js']) writeFileSync(join(dirname(doctor), name), '');
    const call = (command: string, environment: Record<string, string>) => {
      const env = { PATH: process.env.PATH ?? '', ...environment };
      const { status, stderr } = spawnSync('sh', [launcher, command], { env, encoding: 'utf8' });
      return { status, said: stderr };
    };
    expect(call('nonsense', {})).toEqual({ status: 2, said: expect.stringMatching(/^Usage: maqiao init/) });
    const chinese = { LANG: 'zh_CN.UTF-8' };
    expect(call('nonsense', chinese)).toEqual({
      status: 2,
      said: expect.stringMatching(/^用法：maqiao init/),
    });
    for (const [environment, said] of [
      [{}, /^MAQIAO_ENV_FILE must name a file that this account may read: \/none\n$/],
      [chinese, /^MAQIAO_ENV_FILE 应指向这个账号能读取的文件：\/none\n$/],
    ] as const) {
      const missing = call('doctor', { ...environment, MAQIAO_ENV_FILE: '/none' });
      expect(missing).toEqual({ status: 1, said: expect.stringMatching(said) });
    }
    expect(call('doctor', { MAQIAO_ENV_FILE: doctor }).status).toBe(0);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
