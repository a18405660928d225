import { expect, test } from '@jest/globals';
import { secondsLeft } from './state.ts';

test('seconds are whole, end at the deadline, and are never negative', () => {
  expect([0, 1, 9000, 9001, 10_000, 99_000].map((now) => secondsLeft({ expiresAt: 10_000 }, now))).toEqual([
    10, 10, 1, 1, 0, 0,
  ]);
});
