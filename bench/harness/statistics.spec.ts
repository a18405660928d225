import { expect, test } from '@jest/globals';
import { interleave } from './rounds.ts';
import { percentile, ratios, slope, spreadOf } from './statistics.ts';

test('a percentile is a value of the series, the highest one included', () => {
  const values = [5, 1, 4, 2, 3];
  expect([0, 0.5, 0.99, 1].map((share) => percentile(values, share))).toEqual([1, 3, 5, 5]);
  expect(percentile([], 0.5)).toBeNaN();
});

test('a ratio is taken round by round, so that what slows a whole round goes out of it', () => {
  const base = [10, 100, 10];
  expect(ratios([12, 120, 11], base)).toEqual([1.2, 1.2, 1.1]);
  expect(spreadOf(ratios([12, 120, 11], base))).toEqual({ median: 1.2, least: 1.1, most: 1.2 });
});

test('a slope is what each further one costs, whatever was there before', () => {
  expect(slope([0, 1, 2, 3].map((x) => [x, 100 + 7 * x] as const))).toBeCloseTo(7);
});

test('blocks of all variants take turns, and each begins as often as the others', async () => {
  const order: string[] = [];
  const measured = await interleave({
    variants: ['a', 'b', 'c'],
    rounds: 1,
    blocks: 3,
    block: (variant) => Promise.resolve(order.push(variant)),
    summarise: (blocks) => ({ count: blocks.length }),
  });
  expect(order.join('')).toBe('abcbcacab');
  expect(measured).toEqual({ a: { count: [3] }, b: { count: [3] }, c: { count: [3] } });
});
