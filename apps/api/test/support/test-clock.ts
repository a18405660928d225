import { Clock } from '../../src/platform/clock/clock.ts';

/** Time that runs, and can be moved on at once. */
export class TestClock extends Clock {
  #ahead = 0;
  #setBy = 0;

  override now(): number {
    return this.steady() + this.#setBy;
  }

  override steady(): number {
    return Date.now() + this.#ahead;
  }

  override setBy(): number {
    return this.#setBy;
  }

  /** Time passes. */
  advance(milliseconds: number): void {
    this.#ahead += milliseconds;
  }

  /** The machine's clock is set; no time passes. Negative: back. */
  set(milliseconds: number): void {
    this.#setBy += milliseconds;
  }
}
