import { createHash, randomBytes, randomInt } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { People } from '../people.ts';

const MINUTE = 60_000;
/** How long a code lives, by scope: a website app's is twice an official account's. */
const CODE_LIFETIME: Readonly<Record<WebScope, number>> = {
  snsapi_login: 10 * MINUTE,
  snsapi_base: 5 * MINUTE,
  snsapi_userinfo: 5 * MINUTE,
};
const TOKEN_LIFETIME = 7_200_000;
const REFRESH_TOKEN_LIFETIME = 30 * 24 * 60 * MINUTE;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const CODE_LENGTH = 32;

export type WebScope = 'snsapi_login' | 'snsapi_base' | 'snsapi_userinfo';

/**
 * A visitor of a page in snapshot mode has a virtual identity, one for all strangers. The flag is sometimes
 * missing (`unflagged`).
 */
export type Snapshot = 'flagged' | 'unflagged';

/** What a person has allowed an app. */
export interface Grant {
  readonly appId: string;
  readonly personId: string;
  readonly scope: WebScope;
  readonly snapshot: Snapshot | undefined;
}

interface Authorization {
  readonly grant: Grant;
  readonly refreshToken: string;
  readonly refreshTokenExpiresAt: number;
  accessToken: string;
  accessTokenExpiresAt: number;
}

/** What a code or a refresh token turns into, or the number of its refusal. */
export type AuthorizationResult<Errcode extends number> =
  | { readonly ok: true; readonly grant: Grant; readonly accessToken: string; readonly refreshToken: string }
  | { readonly ok: false; readonly errcode: Errcode };

/** The codes, access tokens and refresh tokens of web OAuth, of all apps. */
export class Authorizations {
  readonly #clock: Clock;
  readonly #people: People;
  readonly #codes = new Map<string, { grant: Grant; expiresAt: number; used: boolean }>();
  readonly #byAccessToken = new Map<string, Authorization>();
  readonly #byRefreshToken = new Map<string, Authorization>();

  constructor(clock: Clock, people: People) {
    this.#clock = clock;
    this.#people = people;
  }

  /** A new code, good once, for 10 minutes (`snsapi_login`) or 5. */
  issueCode(grant: Grant): string {
    const code = Array.from({ length: CODE_LENGTH - 1 }, () => ALPHABET[randomInt(ALPHABET.length)]);
    const value = `0${code.join('')}`;
    const expiresAt = this.#clock.now() + CODE_LIFETIME[grant.scope];
    this.#codes.set(value, { grant, expiresAt, used: false });
    return value;
  }

  /** Uses a code of that app up. */
  exchange(appId: string, value: string): AuthorizationResult<40029 | 40163> {
    const code = this.#codes.get(value);
    if (!code || code.grant.appId !== appId || this.#clock.now() >= code.expiresAt) {
      return { ok: false, errcode: 40029 };
    }
    if (code.used) return { ok: false, errcode: 40163 };
    code.used = true;
    if (!this.#people.find(code.grant.personId)) return { ok: false, errcode: 40029 };
    const now = this.#clock.now();
    const authorization: Authorization = {
      grant: code.grant,
      accessToken: newToken(),
      accessTokenExpiresAt: now + TOKEN_LIFETIME,
      refreshToken: newToken(),
      refreshTokenExpiresAt: now + REFRESH_TOKEN_LIFETIME,
    };
    this.#byAccessToken.set(authorization.accessToken, authorization);
    this.#byRefreshToken.set(authorization.refreshToken, authorization);
    return answered(authorization);
  }

  /**
   * Gives a live access token another two hours and leaves it as it is; a dead one is replaced. The refresh token
   * stays the same and keeps its 30 days.
   */
  refresh(appId: string, refreshToken: string): AuthorizationResult<40030 | 42002> {
    const authorization = this.#byRefreshToken.get(refreshToken);
    if (!authorization || authorization.grant.appId !== appId) return { ok: false, errcode: 40030 };
    const now = this.#clock.now();
    if (now >= authorization.refreshTokenExpiresAt) return { ok: false, errcode: 42002 };
    if (now >= authorization.accessTokenExpiresAt) {
      authorization.accessToken = newToken();
      this.#byAccessToken.set(authorization.accessToken, authorization);
    }
    authorization.accessTokenExpiresAt = now + TOKEN_LIFETIME;
    return answered(authorization);
  }

  /** What an access token is for, or the number of its refusal. */
  check(accessToken: string, openid: string): Grant | 40001 | 40003 | 42001 {
    const authorization = this.#byAccessToken.get(accessToken);
    if (!authorization) return 40001;
    const { grant } = authorization;
    const live =
      accessToken === authorization.accessToken && this.#clock.now() < authorization.accessTokenExpiresAt;
    if (!live) return 42001;
    return this.openid(grant) === openid ? grant : 40003;
  }

  /** The openid that the app is told: in snapshot mode one for all. */
  openid({ appId, personId, snapshot }: Grant): string {
    return snapshot ? `o${virtual(appId).slice(0, 27)}` : this.#people.openid(personId, appId);
  }

  /** The unionid that the app is told: none with `snsapi_base`, in snapshot mode one for all. */
  unionid({ personId, scope, snapshot }: Grant): string | undefined {
    if (scope === 'snsapi_base') return undefined;
    const unionid = this.#people.unionid(personId);
    return snapshot && unionid !== undefined ? `o${virtual('unionid').slice(0, 28)}` : unionid;
  }

  reset(): void {
    this.#codes.clear();
    this.#byAccessToken.clear();
    this.#byRefreshToken.clear();
  }
}

function answered(authorization: Authorization): AuthorizationResult<never> {
  const { grant, accessToken, refreshToken } = authorization;
  return { ok: true, grant, accessToken, refreshToken };
}

function newToken(): string {
  return `${randomInt(10, 100)}_${randomBytes(64).toString('base64url')}`;
}

function virtual(of: string): string {
  return createHash('sha256').update(`snapshot\n${of}`).digest('base64url');
}
