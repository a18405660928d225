import { Clock } from '../src/common/clock.ts';

/** A clock that stands still until it is told to move. */
export class ManualClock extends Clock {
  #now: number;

  constructor(now = Date.UTC(2026, 0, 15, 8)) {
    super();
    this.#now = now;
  }

  override now(): number {
    return this.#now;
  }

  advance(milliseconds: number): void {
    this.#now += milliseconds;
  }
}
