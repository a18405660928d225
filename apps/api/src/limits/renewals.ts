import { TERMINAL_LIFETIME_MS } from '@maqiao/shared';
import { Inject, Injectable } from '@nestjs/common';
import type { RateLimiterAbstract } from 'rate-limiter-flexible';
import { ApiError } from '../platform/http/api-error.ts';
import { SETTINGS, type Settings } from '../config/settings.ts';
import { SharedRedis } from '../platform/redis/shared-redis.ts';
import { AddressLimit } from './address-limit.ts';
import { rateLimiter } from './rate-limiter.ts';
import { isBeyond } from './take.ts';

/**
 * How many times SCENES_PER_MINUTE the open pages of one address may renew in a minute, in addition to its new
 * visitors. A page renews every 165 seconds: with the defaults that is room for more than three hundred idle pages.
 */
const TIMES_NEW_SCENES = 4;

/**
 * Renewals of codes, counted apart from new visitors: each scene is renewed once, and each address has so many a minute.
 * So a chain of renewals begins with one scene that was counted as a new visitor, and never branches.
 */
@Injectable()
export class Renewals {
  readonly #scenes: RateLimiterAbstract;
  readonly #addresses: AddressLimit;

  constructor(
    @Inject(SETTINGS) { limits, lifetimes }: Pick<Settings, 'limits' | 'lifetimes'>,
    @Inject(SharedRedis) redis: SharedRedis | null,
  ) {
    // For as long as a scene can be read.
    const seconds = Math.ceil((lifetimes.pending + TERMINAL_LIFETIME_MS) / 1000);
    this.#scenes = rateLimiter(redis, 'renewed-scenes', 1, seconds);
    this.#addresses = new AddressLimit(
      'renewals',
      limits.scenesPerMinute * TIMES_NEW_SCENES,
      (name, points) => rateLimiter(redis, name, points, 60),
    );
  }

  /**
   * A page at this address renews this scene, whose verifier it has proven. Counts it.
   * @returns false where it counts as a new visitor: the scene was renewed before, or the address has used up its own
   */
  async take(scene: string, ip: string): Promise<boolean> {
    if (await isBeyond(this.#scenes, scene)) return false;
    try {
      await this.#addresses.take(ip);
      return true;
    } catch (error) {
      if (error instanceof ApiError && error.code === 'rate_limited') return false;
      throw error;
    }
  }

  /** A granted renewal made no code: the page may ask again. */
  async giveBack(scene: string): Promise<void> {
    await this.#scenes.delete(scene);
  }
}
