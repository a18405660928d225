/** Unix time in milliseconds. A provider, so that tests can move it. */
export abstract class Clock {
  abstract now(): number;
}

/** Wall-clock time that never goes back while the process lives: deadlines survive a corrected system clock. */
export class MonotonicClock extends Clock {
  private readonly offset = Date.now() - performance.now();

  override now(): number {
    return Math.floor(this.offset + performance.now());
  }
}
