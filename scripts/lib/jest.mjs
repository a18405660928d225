// Runs Jest to an end, whatever a test does: it is over when it has written its report.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { signalProgram, startProgram } from './children.mjs';
import { progress, timeSince } from './progress.mjs';
import { cacheFolder, CommandError, pinnedCommand, pinnedEnvironment } from './workspace.mjs';

/** Far longer than all tests take on a slow machine. */
const DEADLINE_MS = 75 * 60_000;
/** How long Jest may need to end once its report is there; something left open by a test keeps it for ever. */
const FAREWELL_MS = 20_000;
const LOOK_EVERY_MS = 1_000;

/** Parts of e2e that run beside the others, so that both sides take about as long. */
const BESIDE = '(recipes|workspace)/';

/**
 * All tests, as two that run side by side: those in real browsers wait more than they work. The others come in parts, one
 * after the other, as one process that has run them all holds so much memory that its pauses are taken for faults.
 */
const SIDE_BY_SIDE = [
  [{ name: 'e2e', selected: ['--selectProjects', 'e2e', '--testPathPatterns', `e2e/(?!${BESIDE})`] }],
  [
    {
      name: 'apps/api/test, a to l',
      selected: ['--selectProjects', 'apps/api', '--testPathPatterns', 'apps/api/test/[a-l]'],
    },
    {
      name: 'apps/api/test, m to z',
      selected: ['--selectProjects', 'apps/api', '--testPathPatterns', 'apps/api/test/[m-z]'],
    },
    {
      name: 'apps/api/src',
      selected: ['--selectProjects', 'apps/api', '--testPathPatterns', 'apps/api/src'],
    },
    { name: 'all other packages', selected: ['--ignoreProjects', 'apps/api', 'e2e'] },
    {
      name: 'e2e/recipes and e2e/workspace',
      selected: ['--selectProjects', 'e2e', '--testPathPatterns', `e2e/${BESIDE}`],
    },
  ],
];

/**
 * Runs every test. Nothing they started outlives them.
 * @param {Record<string, string | undefined>} environment of the tests, beside ours
 * @returns {Promise<Outcome>}
 * @throws CommandError when Jest ends, or has to be ended, without a report
 */
export async function runAllTests(environment) {
  let begun = 0;
  const outcomes = await Promise.all(
    SIDE_BY_SIDE.map(async (parts, side) => {
      const ended = [];
      for (const [part, { name, selected }] of parts.entries()) {
        // Jest's own lines come between, so that nothing can be written over.
        const title = `[${++begun}/${SIDE_BY_SIDE.flat().length}] Tests of ${name} …`;
        const began = Date.now();
        progress(title);
        const outcome = await runJest(selected, environment, `report-${side}-${part}.json`);
        progress(`${title}  ${outcome.passed} passed, ${outcome.failed} failed  ${timeSince(began)}`);
        ended.push(outcome);
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
  const child = startProgram(...pinnedCommand('node_modules/jest/bin/jest.js', args), {
    // --json prints the report on stdout too.
    stdio: ['ignore', 'ignore', 'inherit'],
    env: pinnedEnvironment({ ...environment, NODE_OPTIONS: '--experimental-vm-modules --no-warnings' }),
  });
  const ended = await untilEnd(child, report);
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
function untilEnd(child, report) {
  return new Promise((resolve, reject) => {
    const deadline = Date.now() + DEADLINE_MS;
    let written;
    const timer = setInterval(() => {
      if (written === undefined && existsSync(report)) written = Date.now();
      const left = written !== undefined && Date.now() - written > FAREWELL_MS;
      if (!left && Date.now() < deadline) return;
      if (left) console.error('\nA test left something open; it was closed with Jest.');
      else console.error(`\nThe tests did not end within ${DEADLINE_MS / 60_000} minutes.`);
      signalProgram(child, 'SIGKILL');
    }, LOOK_EVERY_MS);
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      clearInterval(timer);
      resolve(signal ?? `status ${code}`);
    });
  });
}
