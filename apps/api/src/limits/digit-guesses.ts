import { hash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { RateLimiterAbstract } from 'rate-limiter-flexible';
import { SharedRedis } from '../platform/redis/shared-redis.ts';
import { rateLimiter } from './rate-limiter.ts';
import { isBeyond } from './take.ts';

/** Wrong digits that one person may send in an hour. */
const WRONG_PER_PERSON_AND_HOUR = 5;
/** Wrong digits of all people together in a minute: beyond it only people who are known here are heard. */
const WRONG_PER_MINUTE = 60;

/**
 * Limits guesses of the six digits of the method `message`. The expected number of hits is guesses × pending scenes / 10⁶,
 * and a hit opens a question only; so an hour of guessing from any number of openids hits a hundred waiting pages 0.36
 * times.
 */
@Injectable()
export class DigitGuesses {
  readonly #ofPerson: RateLimiterAbstract;
  readonly #ofAll: RateLimiterAbstract;

  constructor(@Inject(SharedRedis) redis: SharedRedis | null) {
    this.#ofPerson = rateLimiter(redis, 'digits', WRONG_PER_PERSON_AND_HOUR, 3_600);
    this.#ofAll = rateLimiter(redis, 'digits-of-all', WRONG_PER_MINUTE, 60);
  }

  /**
   * Somebody sends six digits, which count as wrong until {@link right} says otherwise: of many at once, too, only as many
   * as allowed are looked at.
   * @param isKnown whether they have signed in here before; asked only when it matters, as it costs a read
   * @returns whether the digits may be looked at
   */
  async mayTry(openid: string, isKnown: () => Promise<boolean>): Promise<boolean> {
    if (await isBeyond(this.#ofPerson, keyOf(openid))) return false;
    return !(await isBeyond(this.#ofAll, 'all')) || isKnown();
  }

  /** The digits were right, and do not count. */
  async right(openid: string): Promise<void> {
    await Promise.all([this.#ofPerson.reward(keyOf(openid)), this.#ofAll.reward('all')]);
  }
}

/** Redis is no place for openids: it has readers of its own. */
function keyOf(openid: string): string {
  return hash('sha256', openid, 'base64url');
}
