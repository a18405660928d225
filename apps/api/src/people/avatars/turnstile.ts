import { ApiError } from '../../platform/http/api-error.ts';
import { localize } from '../../platform/operator-messages/operator-words.ts';

/**
 * Lets a few pieces of work through at once; the next ones wait, and when too many wait the last are sent away, as is
 * whoever has waited too long.
 */
export class Turnstile {
  #inside = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(
    private readonly atOnce: number,
    private readonly waitingAtMost: number,
    private readonly waitingMs: number,
  ) {}

  /** @throws ApiError `unavailable` when too many wait, or too long, and whatever the work throws */
  async pass<T>(work: () => Promise<T>): Promise<T> {
    if (this.#inside >= this.atOnce) {
      if (this.#waiting.length >= this.waitingAtMost) throw tooMany();
      await this.#turn();
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
  /** Resolves with a place inside. */
  #turn(): Promise<void> {
    return new Promise((resolve, reject) => {
      const enter = () => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(enter), 1);
        reject(tooMany());
      }, this.waitingMs);
      this.#waiting.push(enter);
    });
  }
}

function tooMany(): ApiError {
  return new ApiError('unavailable', { retryAfterSeconds: 5, operatorHint: localize('pictures_too_many') });
}
