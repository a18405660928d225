// Runs Jest to an end, whatever a test does: nothing that the tests started outlives them.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { signalProgram, startProgram } from '../children.mjs';
import { cacheFolder, CommandError, pinnedCommand, pinnedEnvironment } from '../workspace.mjs';

/** Far longer than all tests take on a slow machine. */
const DEADLINE_MS = 75 * 60_000;
/** How long Jest may need to end once the outcome is there. */
const ENDING_MS = 20_000;
const LOOK_EVERY_MS = 1_000;

/** @typedef {import('./reporter.mjs').Outcome} Outcome */

/**
 * Runs tests: a worker for each core (jest.config.mjs), and a line on stderr now and then about how far they are.
 * @param {string[]} selected arguments for Jest; none for all tests
 * @param {Record<string, string | undefined>} environment of the tests, beside ours
 * @returns {Promise<Outcome>} not a success when Jest had to be ended
 * @throws CommandError when Jest ends, or has to be ended, without an outcome
 */
export async function runJest(selected, environment) {
  const file = join(cacheFolder('test'), 'outcome.json');
  rmSync(file, { force: true });
  const child = startProgram(...pinnedCommand('node_modules/jest/bin/jest.js', selected), {
    // On a terminal Jest then keeps a line there about how far it is.
    stdio: ['ignore', 2, 2],
    env: pinnedEnvironment({
      ...environment,
      OUTCOME_FILE: file,
      NODE_OPTIONS: '--experimental-vm-modules --no-warnings',
    }),
  });
  const { ending, ended } = await untilEnd(child, file);
  if (!existsSync(file)) throw new CommandError(`Jest left no outcome: it ended with ${ending}`);
  /** @type {Outcome} */
  const outcome = JSON.parse(readFileSync(file, 'utf8'));
  return { ...outcome, success: outcome.success && ended };
}

/** Resolves with how it ended, and whether that was by itself. */
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
    }, LOOK_EVERY_MS);
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      clearInterval(timer);
      resolve({ ending: signal ?? `status ${code}`, ended });
    });
  });
}
