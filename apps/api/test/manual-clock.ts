import { Clock } from '../src/platform/clock/clock.ts';

/** A clock that stands still until a test moves it. */
export class ManualClock extends Clock {
  #steady: number;
  #setBy = 0;

  constructor(now = Date.UTC(2026, 0, 15, 8)) {
    super();
    this.#steady = now;
  }

  override now(): number {
    return this.#steady + this.#setBy;
  }

  override steady(): number {
    return this.#steady;
  }

  override setBy(): number {
    return this.#setBy;
  }

  /** Time passes. */
  advance(milliseconds: number): void {
    this.#steady += milliseconds;
  }

  /** The machine's clock is set; no time passes. Negative: back. */
  set(milliseconds: number): void {
    this.#setBy += milliseconds;
  }
}
