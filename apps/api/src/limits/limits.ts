import { Inject, Injectable } from '@nestjs/common';
import {
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
  type RateLimiterAbstract,
} from 'rate-limiter-flexible';
import { networkOf } from '../common/addresses.ts';
import { ApiError } from '../common/api-error.ts';
import { SETTINGS, type Settings } from '../config/settings.ts';
import { SharedRedis } from '../redis/shared-redis.ts';

/** Polls that one browser may make in ten seconds before it is told to slow down; the interval of 2 s asks for 5. */
const POLLS_PER_TEN_SECONDS = 8;

/** What a refused login code costs beside its own scan: guessing runs dry six times as fast. */
const REFUSED_CODE_COST = 5;

/** Refreshes of one session a minute; a browser needs one in ten minutes, many tabs a few at once. */
const REFRESHES_PER_MINUTE = 30;

/** Changes of name or picture by one person a minute. */
const PROFILE_CHANGES_PER_MINUTE = 20;

/** Pictures by one person in ten minutes: each costs a drawing and a place in the storage. */
const UPLOADS_PER_TEN_MINUTES = 20;

/** Pages of the trail by one person a minute. */
const TRAIL_PAGES_PER_MINUTE = 60;

/** Pictures shown to one address a minute: an office behind one, and each picture is asked for once. */
const PICTURES_PER_MINUTE = 600;

/** Wrong keys of the owner's from one address a minute: a person who types, or a backend with an old setting. */
const WRONG_KEYS_PER_MINUTE = 30;

/** From this share of all pictures on, browsers that have signed in before go first. */
const PRIORITY_FROM = 0.8;

/**
 * How often things may be asked for: per address (IPv4 /32, IPv6 /64), per person once WeChat has named them,
 * per proven verifier; never per bare scene, or a stranger with a photograph could starve the real phone. Counted
 * for all instances together where they share Redis, and for each while it is away.
 */
@Injectable()
export class Limits {
  readonly #scenes: RateLimiterAbstract;
  readonly #scans: RateLimiterAbstract;
  readonly #people: RateLimiterAbstract;
  readonly #wxacodes: RateLimiterAbstract;
  readonly #polls: RateLimiterAbstract;
  readonly #refreshes: RateLimiterAbstract;
  readonly #profileChanges: RateLimiterAbstract;
  readonly #uploads: RateLimiterAbstract;
  readonly #trailPages: RateLimiterAbstract;
  readonly #pictures: RateLimiterAbstract;
  readonly #wrongKeys: RateLimiterAbstract;
  readonly #reservedFrom: number;

  constructor(
    @Inject(SETTINGS) settings: Settings,
    @Inject(SharedRedis) private readonly redis: SharedRedis | null,
  ) {
    const perMinute = (name: string, points: number) => this.#limiter(name, points, 60);
    this.#scenes = perMinute('scenes', settings.limits.scenesPerMinute);
    this.#scans = perMinute('scans', settings.limits.scansPerMinute);
    this.#people = perMinute('people', settings.limits.scansPerPersonPerMinute);
    this.#wxacodes = perMinute('wxacodes', settings.limits.wxacodesPerMinute);
    this.#refreshes = perMinute('refreshes', REFRESHES_PER_MINUTE);
    this.#profileChanges = perMinute('profile-changes', PROFILE_CHANGES_PER_MINUTE);
    this.#trailPages = perMinute('trail-pages', TRAIL_PAGES_PER_MINUTE);
    this.#pictures = perMinute('pictures', PICTURES_PER_MINUTE);
    this.#wrongKeys = perMinute('wrong-keys', WRONG_KEYS_PER_MINUTE);
    this.#uploads = this.#limiter('uploads', UPLOADS_PER_TEN_MINUTES, 600);
    this.#polls = this.#limiter('polls', POLLS_PER_TEN_SECONDS, 10);
    this.#reservedFrom = Math.floor(settings.limits.wxacodesPerMinute * PRIORITY_FROM);
  }

  /** A browser at this address registers a scene. @throws ApiError `rate_limited` */
  scene(ip: string): Promise<void> {
    return take(this.#scenes, networkOf(ip));
  }

  /**
   * One picture of the total that WeChat allows. Above 80 % only browsers known from an earlier sign-in get one.
   * @throws ApiError `rate_limited`
   */
  async wxacode(knownBrowser: boolean): Promise<void> {
    const used = await this.#wxacodes.get('all');
    if (!knownBrowser && used && used.consumedPoints >= this.#reservedFrom) throw limited(used);
    await take(this.#wxacodes, 'all');
  }

  /** A phone at this address scans. @throws ApiError `rate_limited` */
  scan(ip: string): Promise<void> {
    return take(this.#scans, networkOf(ip));
  }

  /** The login code that came from this address was none: it counts extra. */
  async refusedLoginCode(ip: string): Promise<void> {
    await this.#scans.penalty(networkOf(ip), REFUSED_CODE_COST);
  }

  /** A person, as WeChat named them, scans. @throws ApiError `rate_limited` */
  person(userId: string): Promise<void> {
    return take(this.#people, userId);
  }

  /** Whether the holder of a scene's verifier polls too often. */
  async pollsTooOften(scene: string): Promise<boolean> {
    return this.#polls.consume(scene).then(
      () => false,
      (refused: unknown) => {
        if (refused instanceof RateLimiterRes) return true;
        throw refused;
      },
    );
  }

  /** The holder of a session's cookie refreshes. @throws ApiError `rate_limited` */
  refresh(sid: string): Promise<void> {
    return take(this.#refreshes, sid);
  }

  /** A person changes their name, or removes their picture. @throws ApiError `rate_limited` */
  profileChange(userId: string): Promise<void> {
    return take(this.#profileChanges, userId);
  }

  /** A person uploads a picture. @throws ApiError `rate_limited` */
  upload(userId: string): Promise<void> {
    return take(this.#uploads, userId);
  }

  /** A person reads their trail. @throws ApiError `rate_limited` */
  trailPage(userId: string): Promise<void> {
    return take(this.#trailPages, userId);
  }

  /** A picture is shown at this address. @throws ApiError `rate_limited` */
  picture(ip: string): Promise<void> {
    return take(this.#pictures, networkOf(ip));
  }

  /** A key that is not the owner's came from this address. @throws ApiError `rate_limited` when that was too often */
  wrongKey(ip: string): Promise<void> {
    return take(this.#wrongKeys, networkOf(ip));
  }

  /** @throws ApiError `rate_limited` when too many wrong keys came from this address */
  async requireGuessesLeft(ip: string): Promise<void> {
    const used = await this.#wrongKeys.get(networkOf(ip));
    if (used !== null && used.consumedPoints >= WRONG_KEYS_PER_MINUTE) throw limited(used);
  }

  #limiter(name: string, points: number, duration: number): RateLimiterAbstract {
    const inMemory = new RateLimiterMemory({ keyPrefix: name, points, duration });
    if (this.redis === null) return inMemory;
    return new RateLimiterRedis({
      storeClient: this.redis.commands,
      keyPrefix: this.redis.name(`limits:${name}`),
      points,
      duration,
      rejectIfRedisNotReady: true,
      insuranceLimiter: inMemory,
    });
  }
}

async function take(limiter: RateLimiterAbstract, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refused) {
    throw refused instanceof RateLimiterRes ? limited(refused) : refused;
  }
}

function limited(state: RateLimiterRes): ApiError {
  const retryAfterSeconds = Math.max(1, Math.ceil(state.msBeforeNext / 1000));
  return new ApiError('rate_limited', { retryAfterSeconds, detail: `Try again in ${retryAfterSeconds} s.` });
}
