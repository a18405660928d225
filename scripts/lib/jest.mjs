// Runs Jest to an end, whatever a test does: it is over when it has written its report.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, CommandError, pinnedCommand, pinnedEnvironment } from './workspace.mjs';

/** Far longer than all tests take on a slow machine. */
const DEADLINE_MS = 75 * 60_000;
/** How long Jest may need to end once its report is there; something left open by a test keeps it for ever. */
const FAREWELL_MS = 20_000;
const LOOK_EVERY_MS = 1_000;

/**
 * All tests, as two that run side by side: those in real browsers wait more than they work. The others come in parts, one
 * after the other, as one process that has run them all holds so much memory that its pauses are taken for faults.
 */
const SIDE_BY_SIDE = [
  [['--selectProjects', 'e2e']],
  [
    ['--selectProjects', 'apps/api', '--testPathPatterns', 'apps/api/test'],
    ['--selectProjects', 'apps/api', '--testPathPatterns', 'apps/api/src'],
    ['--ignoreProjects', 'apps/api', 'e2e'],
  ],
];

/**
 * Runs every test. Nothing they started outlives them.
 * @param {Record<string, string | undefined>} environment of the tests, beside ours
 * @returns {Promise<Outcome>}
 * @throws CommandError when Jest ends, or has to be ended, without a report
 */
export async function runAllTests(environment) {
  const outcomes = await Promise.all(
    SIDE_BY_SIDE.map(async (parts, side) => {
      const ended = [];
      for (const [part, selected] of parts.entries()) {
        ended.push(await runJest(selected, environment, `report-${side}-${part}.json`));
      }
      return ended;
    }),
  );
  return outcomes.flat().reduce((sum, one) => ({
    passed: sum.passed + one.passed,
    failed: sum.failed + one.failed,
    skipped: sum.skipped + one.skipped,
    success: sum.success && one.success,
  }));
}

/**
 * Runs some tests. Nothing they started outlives them.
 * @typedef {{ passed: number, failed: number, skipped: number, success: boolean }} Outcome
 * @param {string[]} selected arguments for Jest
 * @param {Record<string, string | undefined>} environment of the tests, beside ours
 * @param {string} [name] of the report's file
 * @returns {Promise<Outcome>}
 * @throws CommandError when Jest ends, or has to be ended, without a report
 */
export async function runJest(selected, environment, name = 'report.json') {
  const report = join(cacheFolder('test'), name);
  rmSync(report, { force: true });
  const args = ['--json', `--outputFile=${report}`, ...selected];
  const child = spawn(...pinnedCommand('node_modules/jest/bin/jest.js', args), {
    // --json prints the report on stdout too.
    stdio: ['ignore', 'ignore', 'inherit'],
    env: pinnedEnvironment({ ...environment, NODE_OPTIONS: '--experimental-vm-modules --no-warnings' }),
    // A process group of its own: it is ended with all that it started.
    detached: process.platform !== 'win32',
  });
  const kill = (signal) => {
    try {
      if (process.platform === 'win32') child.kill(signal);
      else process.kill(-child.pid, signal);
    } catch {
      // It has ended by itself.
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => kill(signal));
  const ended = await untilEnd(child, report, kill);
  kill('SIGKILL');
  if (!existsSync(report)) throw new CommandError(`Jest wrote no report: it ended with ${ended}`);
  const result = JSON.parse(readFileSync(report, 'utf8'));
  return {
    passed: result.numPassedTests,
    // A suite that could not even load is a failure that Jest does not count as a test.
    failed: result.numFailedTests + result.numRuntimeErrorTestSuites,
    skipped: result.numPendingTests + result.numTodoTests,
    success: result.success && result.numPassedTests > 0,
  };
}

/** Resolves with how it ended: by itself, or by us when it should have. */
function untilEnd(child, report, kill) {
  return new Promise((resolve, reject) => {
    const deadline = Date.now() + DEADLINE_MS;
    let written;
    const timer = setInterval(() => {
      if (written === undefined && existsSync(report)) written = Date.now();
      const left = written !== undefined && Date.now() - written > FAREWELL_MS;
      if (!left && Date.now() < deadline) return;
      if (left) console.error('\nA test left something open; it was closed with Jest.');
      else console.error(`\nThe tests did not end within ${DEADLINE_MS / 60_000} minutes.`);
      kill('SIGKILL');
    }, LOOK_EVERY_MS);
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      clearInterval(timer);
      resolve(signal ?? `status ${code}`);
    });
  });
}
