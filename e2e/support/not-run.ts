import { expect, test } from '@jest/globals';

/**
 * A test's name is where people look for what a green run did not cover. Where everything can be had, a run that
 * leaves something out is not green (scripts/lib/left-out.mjs).
 */
export function notRun(what: string, why: string): void {
  test(`NOT RUN HERE: ${what} (${why})`, () => {
    expect({ what, leftOut: process.env.TESTS_MUST_RUN === '1' }).toEqual({ what, leftOut: false });
  });
}
