import { ApiError } from '../common/api-error.ts';
import { say } from '../common/operator-words.ts';

/** Lets a few pieces of work through at once; the next ones wait, and when too many wait the last are sent away. */
export class Turnstile {
  #inside = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(
    private readonly atOnce: number,
    private readonly waitingAtMost: number,
  ) {}

  /** @throws ApiError `unavailable` when too many wait, and whatever the work throws */
  async pass<T>(work: () => Promise<T>): Promise<T> {
    if (this.#inside >= this.atOnce) {
      if (this.#waiting.length >= this.waitingAtMost) {
        throw new ApiError('unavailable', {
          retryAfterSeconds: 5,
          operatorHint: say('pictures_too_many'),
        });
      }
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else this.#inside += 1;
    try {
      return await work();
    } finally {
      // The place goes to the next in line, or becomes free.
      const next = this.#waiting.shift();
      if (next) next();
      else this.#inside -= 1;
    }
  }
}
