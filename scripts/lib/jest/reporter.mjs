// Used with Jest's own reporter: prints progress where that one does not, and writes the outcome for npm test.
import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { timeSince } from '../progress.mjs';

const EVERY_MS = 30_000;
/** How many files are named when a run has ended. */
const LONGEST = 40;

/**
 * @typedef {{ passed: number, failed: number, skipped: number, success: boolean }} Outcome
 *   numbers of tests, and whether the run succeeded
 */

export default class {
  #timer;
  /** @type {{ file: string, ms: number }[]} */
  #files = [];

  /** Prints the progress every half minute. On a terminal Jest's own reporter shows it. */
  onRunStart(results) {
    if (process.stdout.isTTY) return;
    const began = Date.now();
    this.#timer = setInterval(() => {
      const { numTotalTestSuites: all, numFailedTestSuites: failed, testResults } = results;
      console.error(`${testResults.length} of ${all} test files, ${failed} failed, ${timeSince(began)}`);
    }, EVERY_MS).unref();
  }

  onTestResult(_test, { testFilePath, perfStats }) {
    this.#files.push({ file: relative(process.cwd(), testFilePath), ms: perfStats.end - perfStats.start });
  }

  /** Writes the {@link Outcome} into the file that OUTCOME_FILE names. */
  onRunComplete(_contexts, results) {
    clearInterval(this.#timer);
    this.#printLongest();
    const file = process.env.OUTCOME_FILE;
    if (file === undefined) return;
    // A file that cannot be loaded, or leaves something open, is a failure that Jest does not count as a test.
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const passed = results.numPassedTests;
    /** @type {Outcome} */
    const outcome = {
      passed,
      failed,
      skipped: results.numPendingTests + results.numTodoTests,
      success: failed === 0 && passed > 0 && !results.wasInterrupted && !results.snapshot.failure,
    };
    writeFileSync(file, JSON.stringify(outcome));
  }

  /** What to look at first when the whole run takes too long. */
  #printLongest() {
    if (this.#files.length <= LONGEST) return;
    const longest = this.#files.sort((one, other) => other.ms - one.ms).slice(0, LONGEST);
    console.error('The files that took longest:');
    for (const { file, ms } of longest)
      console.error(`${String(Math.round(ms / 1000)).padStart(5)} s  ${file}`);
  }
}
