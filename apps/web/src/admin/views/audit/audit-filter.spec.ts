import { expect, test } from '@jest/globals';
import { NO_FILTER, queryOf } from './audit-filter.ts';

test('what is empty is not asked for, and texts are trimmed', () => {
  expect(queryOf(NO_FILTER).toString()).toBe('');
  const filter = { ...NO_FILTER, user: ' u1 ', kind: 'signed_in', client: '  ' };
  expect(Object.fromEntries(queryOf(filter))).toEqual({ user: 'u1', kind: 'signed_in' });
});

test('days are those of this calendar, the last one included', () => {
  const query = queryOf({ ...NO_FILTER, from: '2026-11-20', to: '2026-11-30' });
  expect(query.get('from')).toBe(new Date(2026, 10, 20).toISOString());
  expect(query.get('to')).toBe(new Date(2026, 11, 1).toISOString());
  expect(queryOf({ ...NO_FILTER, from: 'x', to: '2026-11' }).toString()).toBe('');
});
