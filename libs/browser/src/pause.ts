import type { ClockOffset } from './clock-offset.ts';
import type { Timers } from './clock.ts';
import { isComeback, type PageSignals } from './page-signals.ts';

export interface PauseOptions {
  timers: Timers;
  page: PageSignals;
  signal: AbortSignal;
}

/** Waits `ms`, or less: until the network or the page comes back, or nobody waits any more. Never rejects. */
export function pause(ms: number, { timers, page, signal }: PauseOptions): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const go = (): void => {
      timers.clearTimeout(timer);
      stopListening();
      signal.removeEventListener('abort', go);
      resolve();
    };
    const timer = timers.setTimeout(go, ms);
    const stopListening = page.listen((what) => isComeback(what) && go());
    signal.addEventListener('abort', go);
  });
}

/** The longest timer is 24.8 days; with a wrong clock a wait could be years. */
const LONGEST_PAUSE_MS = 60_000;

/** Waits for a moment of the server's time, also over a sleep of the machine, or until nobody waits any more. */
export async function pauseUntil(
  serverMs: number,
  options: PauseOptions & { clock: ClockOffset },
): Promise<void> {
  for (;;) {
    const left = serverMs - options.clock.serverNow();
    if (left <= 0 || options.signal.aborted) return;
    await pause(Math.min(left, LONGEST_PAUSE_MS), options);
  }
}

/** Waits until the page is looked at, or nobody waits any more. Never rejects. */
export function untilVisible(page: PageSignals, signal: AbortSignal): Promise<void> {
  if (page.isVisible() || signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const go = (): void => {
      if (!page.isVisible() && !signal.aborted) return;
      stopListening();
      signal.removeEventListener('abort', go);
      resolve();
    };
    const stopListening = page.listen(go);
    signal.addEventListener('abort', go);
  });
}
