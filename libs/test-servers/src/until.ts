import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_EVERY_MS = 20;

/**
 * Resolves with what `find` finds, as soon as it finds something.
 * @throws Error naming `what` was waited for when it does not come in time
 */
export async function until<T>(
  find: () => T | undefined | false | Promise<T | undefined | false>,
  what: string | (() => string),
  patienceMs = 60_000,
): Promise<T> {
  const patience = performance.now() + patienceMs;
  for (;;) {
    const found = await find();
    if (found !== undefined && found !== false) return found;
    if (performance.now() > patience) {
      throw new Error(`waited ${patienceMs} ms for ${typeof what === 'string' ? what : what()}`);
    }
    await sleep(LOOK_EVERY_MS);
  }
}
