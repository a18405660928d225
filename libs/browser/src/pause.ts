import type { Timers } from './clock.ts';
import type { PageSignals } from './page-signals.ts';

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
    const stopListening = page.listen((what) => what !== 'offline' && go());
    signal.addEventListener('abort', go);
  });
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
