import { Clock } from '../../src/common/clock.ts';

/** Time that runs, and can be moved on at once. */
export class TestClock extends Clock {
  #ahead = 0;

  override now(): number {
    return Date.now() + this.#ahead;
  }

  advance(milliseconds: number): void {
    this.#ahead += milliseconds;
  }
}
