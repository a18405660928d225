interface Sleeper {
  readonly dueAt: number;
  timer: NodeJS.Timeout | undefined;
  wake(slept: boolean): void;
}

/** setTimeout counts in 32 bits; a longer wait is taken in pieces of this many milliseconds. */
const LONGEST_TIMER = 2 ** 31 - 1;

/**
 * The simulator's own time: the machine's, plus what was skipped. Codes, tokens, quotas and delays all
 * follow it, so a test can let two hours pass without waiting for them.
 */
export class Clock {
  #skipped = 0;
  readonly #sleepers = new Set<Sleeper>();

  /** Milliseconds since 1970, as `Date.now()`, on this clock. */
  now(): number {
    return Date.now() + this.#skipped;
  }

  /** Lets that many milliseconds pass at once. Sleeps that end by then resolve. */
  advance(milliseconds: number): void {
    this.#skipped += milliseconds;
    for (const sleeper of [...this.#sleepers]) this.#schedule(sleeper);
  }

  /** Resolves with true after that time on this clock, or with false when `reset` or the signal ends the wait. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      const sleeper: Sleeper = {
        dueAt: this.now() + milliseconds,
        timer: undefined,
        wake: (slept) => {
          clearTimeout(sleeper.timer);
          this.#sleepers.delete(sleeper);
          resolve(slept);
        },
      };
      this.#sleepers.add(sleeper);
      signal?.addEventListener('abort', () => sleeper.wake(false), { once: true });
      this.#schedule(sleeper);
    });
  }

  /** Goes back to the machine's time and ends every sleep. */
  reset(): void {
    this.#skipped = 0;
    for (const sleeper of [...this.#sleepers]) sleeper.wake(false);
  }

  #schedule(sleeper: Sleeper): void {
    clearTimeout(sleeper.timer);
    const left = sleeper.dueAt - this.now();
    if (left <= 0) sleeper.wake(true);
    else sleeper.timer = setTimeout(() => this.#schedule(sleeper), Math.min(left, LONGEST_TIMER));
  }
}
