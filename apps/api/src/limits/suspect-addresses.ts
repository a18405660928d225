import { Inject, Injectable } from '@nestjs/common';
import type { RateLimiterAbstract } from 'rate-limiter-flexible';
import { networkOf } from '../platform/http/addresses.ts';
import { SETTINGS, type Settings } from '../config/settings.ts';
import { SharedRedis } from '../platform/redis/shared-redis.ts';
import { rateLimiter } from './rate-limiter.ts';
import { isBeyond, take } from './take.ts';

/**
 * An address is suspect after this many different people within the hour. People are counted and not refusals: somebody
 * who refuses a shared screen over and over counts once. In a large office behind one address numbers are mistyped now
 * and then.
 */
export const SUSPECT_AFTER_PEOPLE = 10;

/** How long a report counts, and how long an address stays suspect after its latest. */
const SUSPECT_SECONDS = 3_600;

/** Scenes a minute for a suspect address. Not none: an office may share its address with an attacker. */
const SLOWED_SHARE = 0.2;

/**
 * Addresses whose scenes many people have refused as strangers', or whose number they did not know: which is what
 * relayed codes look like. Addresses are IPv4 /32 or IPv6 /64, as for every limit.
 */
@Injectable()
export class SuspectAddresses {
  readonly #people: RateLimiterAbstract;
  readonly #reports: RateLimiterAbstract;
  readonly #slowed: RateLimiterAbstract;

  constructor(
    @Inject(SETTINGS) settings: Pick<Settings, 'limits'>,
    @Inject(SharedRedis) redis: SharedRedis | null,
  ) {
    const perMinute = Math.max(1, Math.floor(settings.limits.scenesPerMinute * SLOWED_SHARE));
    this.#people = rateLimiter(redis, 'suspect-people', 1, SUSPECT_SECONDS);
    this.#reports = rateLimiter(redis, 'suspect-reports', SUSPECT_AFTER_PEOPLE, SUSPECT_SECONDS);
    this.#slowed = rateLimiter(redis, 'suspect-scenes', perMinute, 60);
  }

  /**
   * A person has refused a scene of this address as a stranger's.
   * @param ip null where it may be a proxy's: then nothing is counted, because the limit would be everybody's
   * @returns whether it became suspect by that
   */
  async report(ip: string | null, userId: string): Promise<boolean> {
    if (ip === null) return false;
    const network = networkOf(ip);
    if (await isBeyond(this.#people, `${network} ${userId}`)) return false;
    const { consumedPoints: people } = await this.#reports.penalty(network);
    if (people >= SUSPECT_AFTER_PEOPLE) await this.#reports.set(network, people, SUSPECT_SECONDS);
    return people === SUSPECT_AFTER_PEOPLE;
  }

  /**
   * A browser at this address registers a scene.
   * @param ip null where it may be a proxy's
   * @throws ApiError `rate_limited`, sooner where the address is suspect
   */
  async scene(ip: string | null): Promise<void> {
    if (ip === null) return;
    const network = networkOf(ip);
    const reports = await this.#reports.get(network);
    if (reports === null || reports.consumedPoints < SUSPECT_AFTER_PEOPLE) return;
    await take(this.#slowed, network);
  }
}
