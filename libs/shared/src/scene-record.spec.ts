import { describe, expect, test } from '@jest/globals';
import {
  isEarlier,
  SCENE_STATUSES,
  sceneRecordOf,
  type SceneFields,
  type SceneStatus,
} from './scene-record.ts';
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

const registered = {
  scene: 'S',
  method: 'mini-program',
  createdAt: 1,
  deadline: 2,
  browser: { origin: '', browser: '', os: '', ip: null, region: null, display: 'screen' },
  holder: 'i',
} as const;
const scanned = {
  person: 'p',
  scan: { user: { nickname: null, avatarUrl: null }, near: 'unknown', entry: null },
  number: '42',
} as const;
const confirmed = { ...scanned, sid: 's', provenSid: 's0', deliverUntil: 3 };

/** What a status takes of nothing, of what a scan leaves, and of what a confirm leaves; null: it needs more. */
const taken: Record<SceneStatus, readonly [object | null, object | null, object]> = {
  pending: [{}, {}, {}],
  scanned: [null, scanned, scanned],
  confirmed: [null, null, confirmed],
  consumed: [null, null, confirmed],
  rejected: [null, scanned, confirmed],
  cancelled: [{}, scanned, confirmed],
  expired: [{}, scanned, confirmed],
};

describe.each(SCENE_STATUSES)('a record that is %s', (status) => {
  test.each([
    ['nothing', {}, taken[status][0]],
    ['what a scan leaves', scanned, taken[status][1]],
    ['what a confirm leaves', confirmed, taken[status][2]],
  ])('made of %s', (_name, carried, expected) => {
    const fields: SceneFields = { ...registered, ...carried, status };
    if (expected === null) expect(() => sceneRecordOf(fields)).toThrow(`a scene that is ${status} lacks`);
    else expect(sceneRecordOf(fields)).toStrictEqual({ ...registered, ...expected, status });
  });
});
