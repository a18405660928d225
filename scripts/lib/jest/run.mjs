// Runs Jest with a deadline, and ends everything that the tests have started.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { signalProgram, startProgram } from '../children.mjs';
import { cacheFolder, CommandError, pinnedCommand, pinnedEnvironment } from '../workspace.mjs';

/** Far longer than all tests take on a slow machine. */
const DEADLINE_MS = 75 * 60_000;
/** How long Jest may take to end once the outcome is written. */
const ENDING_MS = 20_000;
const CHECK_INTERVAL_MS = 1_000;

/** @typedef {import('./reporter.mjs').Outcome} Outcome */

/**
 * Runs tests: a worker for each core (jest.config.mjs), with progress on stderr.
 * @param {string[]} selected arguments for Jest; none for all tests
 * @param {Record<string, string | undefined>} environment of the tests, in addition to ours
 * @returns {Promise<Outcome>} not a success when Jest had to be ended
 * @throws CommandError when Jest ends, or has to be ended, without an outcome
 */
export async function runJest(selected, environment) {
  const file = join(cacheFolder('test'), 'outcome.json');
  rmSync(file, { force: true });
  const child = startProgram(...pinnedCommand('node_modules/jest/bin/jest.js', selected), {
    // Both on stderr, so that Jest shows its progress on a terminal.
    stdio: ['ignore', 2, 2],
    env: pinnedEnvironment({
      ...environment,
      OUTCOME_FILE: file,
      NODE_OPTIONS: '--experimental-vm-modules --no-warnings',
    }),
  });
  const { ending, ended } = await untilEnd(child, file);
  if (!existsSync(file)) throw new CommandError(`Jest wrote no outcome: it ended with ${ending}`);
  /** @type {Outcome} */
  const outcome = JSON.parse(readFileSync(file, 'utf8'));
  return { ...outcome, success: outcome.success && ended };
}

/** Resolves with the exit status or signal, and whether Jest ended by itself. */
function untilEnd(child, file) {
  return new Promise((resolve, reject) => {
    const deadline = Date.now() + DEADLINE_MS;
    let ended = true;
    let written;
    const timer = setInterval(() => {
      if (written === undefined && existsSync(file)) written = Date.now();
      const open = written !== undefined && Date.now() - written > ENDING_MS;
      if (!open && Date.now() < deadline) return;
      if (open) console.error('\nJest did not end: something is open in it that belongs to no test file.');
      else console.error(`\nThe tests did not end within ${DEADLINE_MS / 60_000} minutes.`);
      ended = false;
      signalProgram(child, 'SIGKILL');
    }, CHECK_INTERVAL_MS);
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      clearInterval(timer);
      resolve({ ending: signal ?? `status ${code}`, ended });
    });
  });
}
