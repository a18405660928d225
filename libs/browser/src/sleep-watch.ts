import type { Clock, Timers } from './clock.ts';
import type { PageSignal, PageSignals } from './page-signals.ts';

/** How often the clock is read, in milliseconds. */
const TICK_MS = 5000;
/** A larger jump is a sleep and not a busy machine. Milliseconds. */
const JUMP_MS = 10_000;

/**
 * Adds the signal `awake` to a page's signals. No event reports that the machine slept while the page was
 * visible, and timers stop meanwhile; only the clock shows it. A hidden page is left alone: browsers
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
