import { expect, test } from '@jest/globals';
import { LONGEST_PAUSE_MS, pauseAfter } from './retry-schedule.ts';

const never = () => 0;

test('the pauses grow from seconds to a day, and stay there', () => {
  const pauses = Array.from({ length: 40 }, (_, index) => pauseAfter(index + 1, 0, never));
  expect(pauses.slice(0, 4)).toEqual([5_000, 300_000, 1_800_000, 7_200_000]);
  expect(pauses).toEqual([...pauses].sort((a, b) => a - b));
  expect(pauses.slice(8)).toEqual(pauses.slice(8).map(() => LONGEST_PAUSE_MS));
});

test('a receiver may ask for more time, not for less, and not for more than a day', () => {
  expect(pauseAfter(1, 60_000, never)).toBe(60_000);
  expect(pauseAfter(2, 1_000, never)).toBe(300_000);
  expect(pauseAfter(1, 1e12, never)).toBe(LONGEST_PAUSE_MS);
});

test('the random part is a tenth at most', () => {
  expect(pauseAfter(1, 0, () => 0.999)).toBe(5_500);
});
