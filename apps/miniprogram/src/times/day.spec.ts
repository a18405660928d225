import { expect, test } from '@jest/globals';
import { momentOf } from './day.ts';

const now = new Date(2026, 0, 1, 9, 0).getTime();

test.each([
  ['this morning', new Date(2026, 0, 1, 0, 0), { day: 'today', clock: '00:00', otherYear: false }],
  [
    'the last minute of last year',
    new Date(2025, 11, 31, 23, 59),
    { day: 'yesterday', clock: '23:59', otherYear: true },
  ],
  [
    'two days ago',
    new Date(2025, 11, 30, 8, 5),
    { day: 'date', month: 12, date: 30, clock: '08:05', otherYear: true },
  ],
  ['a clock that is ahead', new Date(2026, 0, 2, 8, 0), { day: 'date', month: 1, date: 2, otherYear: false }],
])('%s', (_name, then, expected) => {
  expect(momentOf(then.getTime(), now)).toMatchObject(expected);
});
