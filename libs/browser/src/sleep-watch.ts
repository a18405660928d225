import type { Clock, Timers } from './clock.ts';
import type { PageSignal, PageSignals } from './page-signals.ts';

/** How often the clock is looked at, in milliseconds. */
const TICK_MS = 5000;
/** A jump beyond this is no busy machine any more, in milliseconds. */
const JUMP_MS = 10_000;

/**
 * Adds the signal `awake` to a page's signals. No event tells a page that the machine slept with the page in
 * front, and timers stand still meanwhile; the clock alone gives it away. A hidden page is left alone: browsers
 * slow its timers down, and it hears `visible` when it matters.
 */
export function withSleepWatch(page: PageSignals, clock: Clock, timers: Timers): PageSignals {
  const listeners = new Set<(signal: PageSignal) => void>();
  let timer: unknown;
  let last = 0;

  const tick = (): void => {
    last = clock.now();
    timer = timers.setTimeout(() => {
      const jump = Math.abs(clock.now() - last - TICK_MS);
      tick();
      if (jump <= JUMP_MS || !page.isVisible()) return;
      for (const listener of [...listeners]) listener('awake');
    }, TICK_MS);
  };

  return {
    isVisible: () => page.isVisible(),
    listen(listener) {
      const stop = page.listen(listener);
      listeners.add(listener);
      if (listeners.size === 1) tick();
      return () => {
        stop();
        if (listeners.delete(listener) && listeners.size === 0) timers.clearTimeout(timer);
      };
    },
  };
}
