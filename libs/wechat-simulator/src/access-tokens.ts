import { randomBytes } from 'node:crypto';
import type { Clock } from './clock.ts';

const LIFETIME = 7_200_000;
/** The platform renews a stable token this long before its end; old and new then both work. */
const EARLY_RENEWAL = 300_000;
const FORCED_REFRESHES_PER_DAY = 20;
const FORCED_REFRESH_INTERVAL = 30_000;
const DAY = 86_400_000;
/** The longest that WeChat announces, so that a client with a shorter column fails here. */
const TOKEN_LENGTH = 512;

/** The numbers with which WeChat says that an access token is stale. */
export type StaleTokenErrcode = 40001 | 40014 | 42001;

interface AccessToken {
  readonly value: string;
  readonly expiresAt: number;
}

/** A token as the two endpoints hand it out: its value and the whole seconds it still lives. */
export interface GrantedToken {
  readonly accessToken: string;
  readonly expiresIn: number;
}

/**
 * The access tokens of one AppID. The stable ones and those of `cgi-bin/token` live apart: a fetch of
 * one kind never touches the other.
 */
export class AccessTokens {
  readonly #clock: Clock;
  #stable: AccessToken | undefined;
  #plain: AccessToken | undefined;
  /** Every token that still works or that ended of age, by its value. */
  readonly #issued = new Map<string, AccessToken>();
  readonly #revoked = new Map<string, StaleTokenErrcode>();
  #forcedRefreshes: number[] = [];
  #count = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** `stable_token` without force: the same token until five minutes before its end, then a new one. */
  stable(): GrantedToken {
    const now = this.#clock.now();
    if (!this.#stable || now >= this.#stable.expiresAt - EARLY_RENEWAL) this.#stable = this.#issue(now);
    return grant(this.#stable, now);
  }

  /**
   * `stable_token` with `force_refresh`: a new token, the previous one is invalid at once. Returns an error
   * number when the last forced refresh is less than 30 s ago (45011) or the day's twenty are used (45009).
   */
  forceStable(): GrantedToken | 45009 | 45011 {
    const now = this.#clock.now();
    this.#forcedRefreshes = this.#forcedRefreshes.filter((time) => now - time < DAY);
    const last = this.#forcedRefreshes.at(-1);
    if (last !== undefined && now - last < FORCED_REFRESH_INTERVAL) return 45011;
    if (this.#forcedRefreshes.length >= FORCED_REFRESHES_PER_DAY) return 45009;
    this.#forcedRefreshes.push(now);
    if (this.#stable) this.#revoke(this.#stable, 40001);
    this.#stable = this.#issue(now);
    return grant(this.#stable, now);
  }

  /** `cgi-bin/token`: always a new token; the one fetched before is invalid at once. */
  plain(): GrantedToken {
    const now = this.#clock.now();
    if (this.#plain) this.#revoke(this.#plain, 40001);
    this.#plain = this.#issue(now);
    return grant(this.#plain, now);
  }

  /** Undefined for a token that works, else the number that WeChat answers. */
  refusal(value: string): StaleTokenErrcode | undefined {
    const revoked = this.#revoked.get(value);
    if (revoked !== undefined) return revoked;
    const token = this.#issued.get(value);
    if (!token) return 40001;
    return this.#clock.now() < token.expiresAt ? undefined : 42001;
  }

  /** Refuses both current tokens from now on with that number; the next fetch gives new ones. */
  expire(errcode: StaleTokenErrcode): void {
    for (const token of [this.#stable, this.#plain]) if (token) this.#revoke(token, errcode);
    this.#stable = undefined;
    this.#plain = undefined;
  }

  /** Forgets every token and the count of forced refreshes. */
  reset(): void {
    this.#stable = undefined;
    this.#plain = undefined;
    this.#issued.clear();
    this.#revoked.clear();
    this.#forcedRefreshes = [];
  }

  #issue(now: number): AccessToken {
    const prefix = `${(++this.#count % 90) + 10}_`;
    const random = randomBytes(TOKEN_LENGTH).toString('base64url');
    const token = {
      value: (prefix + random).slice(0, TOKEN_LENGTH),
      expiresAt: now + LIFETIME,
    };
    this.#issued.set(token.value, token);
    return token;
  }

  #revoke(token: AccessToken, errcode: StaleTokenErrcode): void {
    this.#issued.delete(token.value);
    this.#revoked.set(token.value, errcode);
  }
}

function grant(token: AccessToken, now: number): GrantedToken {
  return { accessToken: token.value, expiresIn: Math.floor((token.expiresAt - now) / 1000) };
}
