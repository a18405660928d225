import { expect, test } from '@jest/globals';
import { uuidv7 } from './uuidv7.ts';

test('a UUID of version 7 sorts by its time', () => {
  const times = [0, 1, 999, 1_000, 1_700_000_000_000, 1_700_000_000_001, 2 ** 48 - 1];
  const ids = times.map(uuidv7);
  expect([...ids].sort()).toEqual(ids);
  for (const id of ids) {
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  }
  // RFC 9562, appendix A.6: the first 48 bits of 2022-02-22T19:22:22Z.
  expect(uuidv7(1_645_557_742_000)).toMatch(/^017f22e2-79b0-7/);
});

test('and no two are the same', () => {
  expect(new Set(Array.from({ length: 1000 }, () => uuidv7(5))).size).toBe(1000);
});
