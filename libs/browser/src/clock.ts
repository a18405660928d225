/** This device's Unix time in milliseconds. */
export interface Clock {
  now(): number;
}

/** One-shot timers, in milliseconds. */
export interface Timers {
  setTimeout(run: () => void, ms: number): unknown;
  clearTimeout(handle: unknown): void;
}

/** The real ones. Wrapped, because browsers refuse `setTimeout` called on another object. */
export const systemTimers: Timers = {
  setTimeout: (run, ms) => globalThis.setTimeout(run, ms),
  clearTimeout: (handle) => globalThis.clearTimeout(handle as ReturnType<typeof setTimeout>),
};

export const systemClock: Clock = { now: () => Date.now() };
