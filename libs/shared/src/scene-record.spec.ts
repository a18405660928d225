import { expect, test } from '@jest/globals';
import { isEarlier, SCENE_STATUSES, type SceneStatus } from './scene-record.ts';
import { TRANSITIONS, type Row } from './transitions.ts';

const moves = Object.entries(TRANSITIONS).flatMap(([event, rows]) =>
  Object.values(rows as Record<string, Row>).flatMap((row) =>
    SCENE_STATUSES.flatMap((from): [string, SceneStatus, SceneStatus][] => {
      const { to, wrongNumber } = row[from];
      return [to, wrongNumber?.to].flatMap((next) => (next ? [[event, from, next]] : []));
    }),
  ),
);

test.each(moves)('%s leads from %s to a later state, %s', (_event, from, to) => {
  expect([isEarlier(from, to), isEarlier(to, from)]).toEqual([true, false]);
});

test.each(['pending', 'scanned', 'confirmed'] as const)('%s comes before its expiry', (live) => {
  expect(isEarlier(live, 'expired')).toBe(true);
});

test('no state comes before itself', () => {
  expect(SCENE_STATUSES.filter((status) => isEarlier(status, status))).toEqual([]);
});
