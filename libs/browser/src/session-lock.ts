import type { Timers } from './clock.ts';

/** The part of Web Locks that is used. */
export interface LockManagerLike {
  request<T>(name: string, options: { signal: AbortSignal }, run: () => Promise<T>): Promise<T>;
}

/** Runs calls that change the session's cookie one after the other, over all tabs where the browser can. */
export type WithSessionLock = <T>(run: () => Promise<T>) => Promise<T>;

const NAME = 'maqiao:session';
/** Longer than the longest call under the lock. A frozen tab must not block the others for ever. */
const LOCK_TIMEOUT_MS = 20_000;

/**
 * The cookie's counter moves at every refresh, so two tabs take turns (Web Locks). Without the API (a plain
 * http address, an old browser) the server's 30 seconds of grace cover the race.
 */
export function createSessionLock(locks: LockManagerLike | undefined, timers: Timers): WithSessionLock {
  let last: Promise<unknown> = Promise.resolve();
  return (run) => {
    const turn = last.then(() => inTurn(locks, timers, run));
    last = turn.catch(() => undefined);
    return turn;
  };
}

async function inTurn<T>(
  locks: LockManagerLike | undefined,
  timers: Timers,
  run: () => Promise<T>,
): Promise<T> {
  if (!locks) return run();
  const timeout = new AbortController();
  const timer = timers.setTimeout(() => timeout.abort(), LOCK_TIMEOUT_MS);
  let entered = false;
  try {
    return await locks.request(NAME, { signal: timeout.signal }, () => {
      entered = true;
      timers.clearTimeout(timer);
      return run();
    });
  } catch (error) {
    // The lock was refused or took too long: run without it. Errors of `run` itself are thrown.
    if (entered) throw error;
    return run();
  } finally {
    timers.clearTimeout(timer);
  }
}
