import { expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterTest } from '../support/after-test.ts';

const ROOT = join(import.meta.dirname, '../..');
const ours = (file: string) => join(ROOT, 'scripts/lib/jest', file);

/** Runs test files of these texts as `npm test` runs ours. @returns what Jest said, and the outcome that it left */
async function runFiles(files: Record<string, string>): Promise<{ said: string; outcome: unknown }> {
  const folder = mkdtempSync(join(tmpdir(), 'maqiao-left-open-'));
  afterTest(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, `${name}.spec.js`), text);
  const config = {
    rootDir: folder,
    testEnvironment: ours('environment.mjs'),
    globalSetup: ours('shared-folder.mjs'),
    globalTeardown: ours('remove-shared-folder.mjs'),
    reporters: ['default', ours('reporter.mjs')],
    cache: false,
  };
  const outcome = join(folder, 'outcome.json');
  const args = [
    '--experimental-vm-modules',
    '--no-warnings',
    join(ROOT, 'node_modules/jest/bin/jest.js'),
    '--config',
    JSON.stringify(config),
    '--maxWorkers=2',
  ];
  const said = await new Promise<string>((resolve) => {
    const env = { PATH: process.env.PATH, OUTCOME_FILE: outcome };
    execFile(process.execPath, args, { cwd: folder, env }, (_error, out, err) => resolve(out + err));
  });
  return { said, outcome: JSON.parse(readFileSync(outcome, 'utf8')) };
}

test('a file that leaves something open fails by name, with what it is; the others do not', async () => {
  const { said, outcome } = await runFiles({
    clean: `test('closes', (done) => {
      const server = require('node:http').createServer().listen(0, () => server.close(done));
    });`,
    server: `test('leaves a server', (done) => void require('node:net').createServer().listen(0, done));`,
    timer: `test('leaves a timer', () => void setInterval(() => undefined, 1000));`,
    program: `test('leaves a program', () =>
      require('node:child_process').spawn('sleep', ['20'], { stdio: 'ignore' }).unref());`,
    // Its failure says more.
    failing: `test('fails', () => { setInterval(() => undefined, 1000); expect(1).toBe(2); });`,
  });
  expect(said).toContain('server.spec.js left something open: 1 TCPServerWrap.');
  expect(said).toContain('timer.spec.js left something open: 1 Timeout.');
  // Only Linux says which programs a process has started.
  if (existsSync('/proc/self/task'))
    expect(said).toContain('program.spec.js left something open: the program sleep.');
  expect(said).not.toMatch(/(clean|failing)\.spec\.js left/);
  expect(outcome).toEqual({
    passed: 1,
    failed: existsSync('/proc/self/task') ? 4 : 3,
    skipped: 0,
    success: false,
  });
});
