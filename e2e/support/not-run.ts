import { expect, test } from '@jest/globals';

/**
 * A test in place of one that cannot run here: its name says so in the list of a green run. Where every program could
 * have been installed it fails instead (scripts/lib/skipped-tests.mjs).
 */
export function notRun(what: string, why: string): void {
  test(`NOT RUN HERE: ${what} (${why})`, () => {
    expect({ what, skipped: process.env.TESTS_MUST_RUN === '1' }).toEqual({ what, skipped: false });
  });
}
