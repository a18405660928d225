import { expect, test } from '@jest/globals';
import type { SecurityEvent } from '@maqiao/shared';
import { byDay } from './by-day.ts';

/** Times of this machine's calendar, wherever it stands. */
function at(id: string, day: number, hour: number): SecurityEvent {
  const time = new Date(2026, 10, day, hour, 5).toISOString();
  return { id, kind: 'scanned', at: time, origin: null, browser: null, os: null, region: null, ip: null };
}

test('events of one day stand together, under today, yesterday, or their date', () => {
  const now = new Date(2026, 10, 20, 0, 30).getTime();
  const days = byDay([at('1', 20, 0), at('2', 19, 23), at('3', 19, 0), at('4', 1, 12)], now);
  expect(
    days.map(({ moment, events }) => [moment.day, events.map(({ event, clock }) => [event.id, clock])]),
  ).toEqual([
    ['today', [['1', '00:05']]],
    [
      'yesterday',
      [
        ['2', '23:05'],
        ['3', '00:05'],
      ],
    ],
    ['date', [['4', '12:05']]],
  ]);
});
