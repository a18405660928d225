import { Logger } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { ManualClock } from '../../../test/manual-clock.ts';
import { ClockWatch } from './clock-watch.ts';

describe('issue 12, number 10: a clock that jumps is noticed', () => {
  const clock = new ManualClock();
  const told = jest.fn();
  let watch: ClockWatch;

  beforeEach(() => {
    Logger.overrideLogger(false);
    told.mockClear();
    watch = new ClockWatch(clock);
    watch.onApplicationBootstrap();
    watch.onJump(told);
  });
  afterEach(() => watch.onModuleDestroy());

  test.each<[string, () => void, number]>([
    ['five seconds passed', () => clock.advance(5_000), 0],
    ['twelve seconds of a busy machine', () => clock.advance(12_000), 0],
    ['the machine slept', () => clock.advance(3_600_000), 1],
    ['the clock was set forwards', () => clock.set(3_600_000), 1],
    ['the clock was set back', () => clock.set(-3_600_000), 1],
    ['the clock was set by a second', () => clock.set(-1_000), 0],
  ])('%s', (_what, happens, times) => {
    happens();
    watch.look();
    watch.look();
    expect(told).toHaveBeenCalledTimes(times);
  });

  test('whoever does not want to know is not told', () => {
    watch.onJump(told)();
    clock.set(3_600_000);
    watch.look();
    expect(told).not.toHaveBeenCalled();
  });
});
