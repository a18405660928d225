import { expect, test } from '@jest/globals';
import { agoOf } from './request-words.ts';

test.each([
  [-5_000, 'now', 0],
  [9_999, 'now', 0],
  [10_000, 'seconds', 10],
  [59_999, 'seconds', 50],
  [60_000, 'minutes', 1],
  [179_999, 'minutes', 2],
  [3_600_000, 'hours', 1],
  [Number.NaN, 'now', 0],
])('%d ms ago', (elapsed, unit, count) => {
  expect(agoOf(elapsed)).toEqual({ unit, count });
});
