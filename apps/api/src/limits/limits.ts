import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { RateLimiterAbstract } from 'rate-limiter-flexible';
import { SETTINGS, type Settings } from '../config/settings.ts';
import { SharedRedis } from '../platform/redis/shared-redis.ts';
import { ApiError } from '../platform/http/api-error.ts';
import { AddressLimit } from './address-limit.ts';
import { rateLimiter, tryOutLimiter } from './rate-limiter.ts';
import { isBeyond, limited, take } from './take.ts';

/** Polls that one browser may make in ten seconds before it is answered with rate_limited; the interval of 2 s asks for 5. */
const POLLS_PER_TEN_SECONDS = 8;

/** Points of a refused login code in addition to its scan: guessing reaches the limit six times as fast. */
const REFUSED_CODE_COST = 5;

/** Refreshes of one session a minute; a browser needs one in ten minutes, many tabs a few at once. */
const REFRESHES_PER_MINUTE = 30;

/** Changes of name or picture by one person a minute. */
const PROFILE_CHANGES_PER_MINUTE = 20;

/** Pictures by one person in ten minutes: each costs a drawing and a place in the storage. */
const UPLOADS_PER_TEN_MINUTES = 20;

/** Pages of the audit log by one person a minute. */
const AUDIT_PAGES_PER_MINUTE = 60;

/** Pictures shown to one address a minute: an office behind one, and each picture is asked for once. */
const PICTURES_PER_MINUTE = 600;

/** Requests of clients (OpenID Connect) for each code that an address may get: most are answered without one. */
const CLIENT_REQUESTS_PER_SCENE = 10;

/** Sign-ins that begin at protected sites, of one address a minute: an office behind one, whose pages have many frames. */
const HOST_SIGN_INS_PER_MINUTE = 120;

/** Sign-ins that leave for WeChat's pages, of one address a minute: an office behind one. */
const REDIRECTS_PER_MINUTE = 120;

/** Wrong keys from one address a minute: a person who mistypes, or a backend with an old setting. */
const WRONG_KEYS_PER_MINUTE = 30;

/** Wrong keys in a day from an address that uses the right one: a neighbour behind its NAT, or an old setting. */
const WRONG_KEYS_BESIDE_RIGHT_ONES_PER_DAY = 1_000;

/** Codes of devices that one address may type wrong in an hour. */
const WRONG_DEVICE_CODES_PER_HOUR = 5;

/** From this share of WeChat's limit on, only browsers that are signed in get a picture. */
const RESERVE_FROM = 0.8;

/** Pictures of the reserve in a minute for one session, and for one person: a code lives three minutes. */
const RESERVE_PER_SESSION = 5;
const RESERVE_PER_PERSON = 10;

/**
 * Rate limits: per address ({@link AddressLimit}), per person once WeChat has named them, per proven verifier; never
 * per scene alone, or a stranger with a photograph of the code could use up the limit of the real phone. Counted for
 * all instances together where they share Redis, and for each while it is away.
 */
@Injectable()
export class Limits implements OnModuleInit {
  readonly #scenes: AddressLimit;
  readonly #scans: AddressLimit;
  readonly #people: RateLimiterAbstract;
  readonly #wxacodes: RateLimiterAbstract;
  readonly #polls: RateLimiterAbstract;
  readonly #refreshes: RateLimiterAbstract;
  readonly #profileChanges: RateLimiterAbstract;
  readonly #uploads: RateLimiterAbstract;
  readonly #auditPages: RateLimiterAbstract;
  readonly #pictures: AddressLimit;
  readonly #clientRequests: AddressLimit;
  readonly #hostSignIns: AddressLimit;
  readonly #redirects: AddressLimit;
  readonly #wrongKeys: AddressLimit;
  readonly #wrongKeysBesideRight: RateLimiterAbstract;
  readonly #deviceCodes: AddressLimit;
  readonly #reserveOfSession: RateLimiterAbstract;
  readonly #reserveOfPerson: RateLimiterAbstract;
  readonly #reservedFrom: number;

  constructor(
    @Inject(SETTINGS) settings: Settings,
    @Inject(SharedRedis) private readonly redis: SharedRedis | null,
  ) {
    const perMinute = (name: string, points: number) => rateLimiter(redis, name, points, 60);
    const byAddress = (name: string, points: number) => new AddressLimit(name, points, perMinute);
    this.#scenes = byAddress('scenes', settings.limits.scenesPerMinute);
    this.#scans = byAddress('scans', settings.limits.scansPerMinute);
    this.#people = perMinute('people', settings.limits.scansPerPersonPerMinute);
    this.#wxacodes = perMinute('wxacodes', settings.limits.wxacodesPerMinute);
    this.#refreshes = perMinute('refreshes', REFRESHES_PER_MINUTE);
    this.#profileChanges = perMinute('profile-changes', PROFILE_CHANGES_PER_MINUTE);
    this.#auditPages = perMinute('audit-pages', AUDIT_PAGES_PER_MINUTE);
    this.#pictures = byAddress('pictures', PICTURES_PER_MINUTE);
    const { scenesPerMinute } = settings.limits;
    this.#clientRequests = byAddress('client-requests', scenesPerMinute * CLIENT_REQUESTS_PER_SCENE);
    this.#hostSignIns = byAddress('host-sign-ins', HOST_SIGN_INS_PER_MINUTE);
    this.#redirects = byAddress('redirects', REDIRECTS_PER_MINUTE);
    this.#wrongKeys = byAddress('wrong-keys', WRONG_KEYS_PER_MINUTE);
    const beside = WRONG_KEYS_BESIDE_RIGHT_ONES_PER_DAY;
    this.#wrongKeysBesideRight = rateLimiter(redis, 'wrong-keys-beside-right', beside, 86_400);
    this.#deviceCodes = new AddressLimit('device-codes', WRONG_DEVICE_CODES_PER_HOUR, (name, points) =>
      rateLimiter(redis, name, points, 3_600),
    );
    this.#reserveOfSession = perMinute('reserve-sessions', RESERVE_PER_SESSION);
    this.#reserveOfPerson = perMinute('reserve-people', RESERVE_PER_PERSON);
    this.#uploads = rateLimiter(redis, 'uploads', UPLOADS_PER_TEN_MINUTES, 600);
    this.#polls = rateLimiter(redis, 'polls', POLLS_PER_TEN_SECONDS, 10);
    this.#reservedFrom = Math.floor(settings.limits.wxacodesPerMinute * RESERVE_FROM);
  }

  /** A browser at this address registers a scene. @throws ApiError `rate_limited` */
  scene(ip: string): Promise<void> {
    return this.#scenes.take(ip);
  }

  /**
   * One picture of the total that WeChat allows. Above 80 % only a browser that is signed in gets one, and only a few.
   * @param livingSession the session that the browser is signed in with; asked for above 80 % only, as it costs a read
   * @throws ApiError `rate_limited`
   */
  async wxacode(livingSession: () => Promise<{ sid: string; userId: string } | undefined>): Promise<void> {
    const used = await this.#wxacodes.get('all');
    if (used !== null && used.consumedPoints >= this.#reservedFrom) {
      const session = await livingSession();
      if (session === undefined) throw limited(used, this.#wxacodes);
      await take(this.#reserveOfSession, session.sid);
      await take(this.#reserveOfPerson, session.userId);
    }
    await take(this.#wxacodes, 'all');
  }

  /** A phone at this address scans. @throws ApiError `rate_limited` */
  scan(ip: string): Promise<void> {
    return this.#scans.take(ip);
  }

  /** WeChat refused a login code from this address: it counts extra. */
  async refusedLoginCode(ip: string): Promise<void> {
    await this.#scans.penalty(ip, REFUSED_CODE_COST);
  }

  /** A person, as WeChat named them, scans. @throws ApiError `rate_limited` */
  person(userId: string): Promise<void> {
    return take(this.#people, userId);
  }

  /** Whether the holder of a scene's verifier polls too often. */
  async pollsTooOften(scene: string): Promise<boolean> {
    return isBeyond(this.#polls, scene);
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

  /** A person reads their audit log. @throws ApiError `rate_limited` */
  auditPage(userId: string): Promise<void> {
    return take(this.#auditPages, userId);
  }

  /** A picture is shown at this address. @throws ApiError `rate_limited` */
  picture(ip: string): Promise<void> {
    return this.#pictures.take(ip);
  }

  /** A client begins a sign-in, by a browser or a device at this address: each is a row. @throws ApiError `rate_limited` */
  clientRequest(ip: string): Promise<void> {
    return this.#clientRequests.take(ip);
  }

  /** A browser at this address begins a sign-in at a protected site. @throws ApiError `rate_limited` */
  hostSignIn(ip: string): Promise<void> {
    return this.#hostSignIns.take(ip);
  }

  /** A browser at this address leaves for the page of a redirect method. @throws ApiError `rate_limited` */
  redirect(ip: string): Promise<void> {
    return this.#redirects.take(ip);
  }

  /** A wrong key came from this address. @throws ApiError `rate_limited` when that was too often */
  wrongKey(ip: string): Promise<void> {
    return this.#wrongKeys.take(ip);
  }

  /** @throws ApiError `rate_limited` when too many wrong keys came from this address */
  requireGuessesLeft(ip: string): Promise<void> {
    return this.#wrongKeys.requireLeft(ip);
  }

  /**
   * A wrong key came from where the right one has been used.
   * @param place the name of the key, and the network
   * @returns whether that was too often in a day
   */
  wrongKeyBesideRight(place: string): Promise<boolean> {
    return isBeyond(this.#wrongKeysBesideRight, place);
  }

  /** A device's code came from this address, and counts as wrong. @returns whether that was too often */
  async deviceCodesTooOften(ip: string): Promise<boolean> {
    try {
      await this.#deviceCodes.take(ip);
      return false;
    } catch (error) {
      if (error instanceof ApiError) return true;
      throw error;
    }
  }

  /** The code was right, and does not count. */
  async rightDeviceCode(ip: string): Promise<void> {
    await this.#deviceCodes.giveBack(ip);
  }

  /**
   * At a start: counts once where people are counted. A limiter that Redis refuses would count for its own instance
   * alone from then on, without an error. @throws SettingsError with the cure
   */
  async onModuleInit(): Promise<void> {
    if (this.redis !== null) await tryOutLimiter(this.redis);
  }
}
