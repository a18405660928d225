import { expect, test } from '@jest/globals';
import type { PageSignal } from './page-signals.ts';
import { withSleepWatch } from './sleep-watch.ts';

function world(visible = true) {
  const due: (() => void)[] = [];
  const heard: PageSignal[] = [];
  const clock = { time: 1_000_000, now: () => clock.time };
  const page = withSleepWatch({ isVisible: () => visible, listen: () => () => {} }, clock, {
    setTimeout: (run) => due.push(run),
    clearTimeout: () => void due.pop(),
  });
  const stop = page.listen((signal) => heard.push(signal));
  /** The timer fires after the clock has moved so far. */
  const tick = (ms: number): void => {
    clock.time += ms;
    due.shift()?.();
  };
  return { heard, tick, stop, due };
}

test.each([
  ['a clock that ticks', 5000, []],
  ['a busy machine', 14_000, []],
  ['a night asleep', 8 * 3_600_000, ['awake']],
  ['a clock set back by five years', -157_680_000_000, ['awake']],
] as const)('%s', (_name, ms, expected) => {
  const { heard, tick } = world();
  tick(ms);
  expect(heard).toEqual(expected);
  tick(5000);
  expect(heard).toEqual(expected);
});

test('a hidden page, whose timers browsers slow down, is left alone', () => {
  const { heard, tick } = world(false);
  tick(60_000);
  expect(heard).toEqual([]);
});

test('no timer runs without a listener', () => {
  const { stop, due } = world();
  stop();
  expect(due).toEqual([]);
});
