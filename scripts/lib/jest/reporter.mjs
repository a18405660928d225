// Beside Jest's own reporter: says how far the tests are where that one does not, and leaves their outcome to npm test.
import { writeFileSync } from 'node:fs';
import { timeSince } from '../progress.mjs';

const EVERY_MS = 30_000;

/**
 * @typedef {{ passed: number, failed: number, skipped: number, success: boolean }} Outcome
 *   tests, and whether all of it went well
 */

export default class {
  #timer;

  /** On a terminal Jest's own reporter keeps a line about it; elsewhere there is a line of ours every half minute. */
  onRunStart(results) {
    if (process.stdout.isTTY) return;
    const began = Date.now();
    this.#timer = setInterval(() => {
      const { numTotalTestSuites: all, numFailedTestSuites: failed, testResults } = results;
      console.error(`${testResults.length} of ${all} test files, ${failed} failed, ${timeSince(began)}`);
    }, EVERY_MS).unref();
  }

  /** Writes the {@link Outcome} into the file that OUTCOME_FILE names. */
  onRunComplete(_contexts, results) {
    clearInterval(this.#timer);
    const file = process.env.OUTCOME_FILE;
    if (file === undefined) return;
    /** @type {Outcome} */
    const outcome = {
      passed: results.numPassedTests,
      // A file that could not even be loaded, or that left something open, is a failure that Jest does not count as a test.
      failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
      skipped: results.numPendingTests + results.numTodoTests,
      success: results.success && results.numPassedTests > 0,
    };
    writeFileSync(file, JSON.stringify(outcome));
  }
}
