import { describe, expect, test } from '@jest/globals';
import { Clock } from './clock.ts';

const DAY = 86_400_000;

describe('clock', () => {
  test('runs with the machine, plus what was skipped', () => {
    const clock = new Clock();
    const before = Date.now();
    clock.advance(DAY);
    expect(clock.now()).toBeGreaterThanOrEqual(before + DAY);
    clock.reset();
    expect(clock.now()).toBeLessThan(before + DAY);
  });

  test('sleepers wake in the order of their time when it is skipped', async () => {
    const clock = new Clock();
    const woken: string[] = [];
    const long = clock.sleep(60 * DAY).then((slept) => woken.push(`long ${slept}`));
    const short = clock.sleep(DAY).then((slept) => woken.push(`short ${slept}`));
    clock.advance(DAY);
    await short;
    expect(woken).toEqual(['short true']);
    clock.advance(59 * DAY);
    await long;
    expect(woken).toEqual(['short true', 'long true']);
  });

  test('a sleep ends by itself, and reset ends one early', async () => {
    const clock = new Clock();
    expect(await clock.sleep(1)).toBe(true);
    const early = clock.sleep(DAY);
    clock.reset();
    expect(await early).toBe(false);
  });
});
