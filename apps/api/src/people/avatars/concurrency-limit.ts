import pLimit, { type LimitFunction } from 'p-limit';
import { ApiError } from '../../platform/http/api-error.ts';
import { localize } from '../../platform/operator-messages/messages.ts';
import { avatarMessages } from './avatar-messages.ts';

/** Runs a few tasks at once. A limited number of others wait in order, for a limited time. */
export class ConcurrencyLimit {
  readonly #limit: LimitFunction;
  #waiting = 0;

  constructor(
    private readonly concurrency: number,
    private readonly maxWaiting: number,
    private readonly maxWaitMs: number,
  ) {
    this.#limit = pLimit(concurrency);
  }

  /** @throws ApiError `unavailable` when too many wait, or too long, and whatever the work throws */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#limit.activeCount < this.concurrency) return this.#limit(work);
    if (this.#waiting >= this.maxWaiting) throw tooMany();
    this.#waiting += 1;
    return new Promise<T>((resolve, reject) => {
      let gaveUp = false;
      const timer = setTimeout(() => {
        this.#waiting -= 1;
        gaveUp = true;
        reject(tooMany());
      }, this.maxWaitMs);
      void this.#limit(async () => {
        // p-limit cannot remove a task from its queue: when its turn comes, it does nothing.
        if (gaveUp) return;
        clearTimeout(timer);
        this.#waiting -= 1;
        await work().then(resolve, reject);
      });
    });
  }
}

function tooMany(): ApiError {
  return new ApiError('unavailable', {
    retryAfterSeconds: 5,
    operatorHint: localize(avatarMessages.pictures_too_many),
  });
}
