import type { Timers } from '../clock.ts';
import type { LockManagerLike } from '../session-lock.ts';

/** A tab's lock of a scene, for as long as it watches it. */
export interface SceneHold {
  /** Whether no other tab has it. True without Web Locks. */
  readonly granted: Promise<boolean>;
  release(): void;
}

/**
 * The old page of a reload frees the lock before the new one runs; after this time another tab holds it. Milliseconds.
 */
const LOCK_TIMEOUT_MS = 400;

/**
 * Holds a scene for this tab (Web Locks). A duplicated tab gets a copy of `sessionStorage`, secret included: it
 * finds the scene held, and makes one of its own. Without the API the server decides: the newest socket stays.
 */
export function holdScene(locks: LockManagerLike | undefined, scene: string, timers: Timers): SceneHold {
  if (!locks) return { granted: Promise.resolve(true), release: () => {} };
  const timeout = new AbortController();
  const timer = timers.setTimeout(() => timeout.abort(), LOCK_TIMEOUT_MS);
  let letGo = (): void => {};
  const released = new Promise<void>((resolve) => (letGo = resolve));
  const granted = new Promise<boolean>((resolve) => {
    locks
      .request(`maqiao:scene:${scene}`, { signal: timeout.signal }, () => {
        timers.clearTimeout(timer);
        resolve(true);
        return released;
      })
      // Aborted: held elsewhere, or released before it came. Refused for another reason: as without the API.
      .catch(() => resolve(!timeout.signal.aborted));
  });
  return {
    granted,
    release() {
      timers.clearTimeout(timer);
      timeout.abort();
      letGo();
    },
  };
}
