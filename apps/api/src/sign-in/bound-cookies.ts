import { parseCookie, stringifySetCookie } from 'cookie';
import type { MaqiaoSecret, SecretPurpose } from '../platform/secret/maqiao-secret.ts';
import { sameText } from '../platform/secret/same-text.ts';

/** Their cookies come with every call of the browser, which has 16 KiB for all its headers. */
const HELD_AT_ONCE = 10;

interface BoundCookieOptions {
  /** On https the name has the prefix `__Host-` (RFC 6265bis §4.1.3.2). */
  readonly secure: boolean;
  /** How the names begin, such as `maqiao-i-`; the id follows. */
  readonly name: string;
  readonly purpose: SecretPurpose;
  readonly seconds: number;
}

/**
 * Cookies that prove that something began in this browser: one for each id, so that two tabs hold two. The value is a MAC
 * of the id, so that whoever learns the id alone has nothing.
 */
export class BoundCookies {
  readonly #secret: MaqiaoSecret;
  readonly #options: BoundCookieOptions;
  readonly #prefix: string;

  constructor(secret: MaqiaoSecret, options: BoundCookieOptions) {
    this.#secret = secret;
    this.#options = options;
    this.#prefix = `${options.secure ? '__Host-' : ''}${options.name}`;
  }

  /**
   * The headers `Set-Cookie` of something that begins. Where the browser holds many, the oldest are given up.
   * @param cookieHeader what the browser sends now: the oldest first (RFC 6265 §5.4)
   */
  issue(id: string, cookieHeader: string | undefined): string[] {
    const held = Object.keys(parseCookie(cookieHeader ?? '')).filter((name) => name.startsWith(this.#prefix));
    const surplus = held.slice(0, Math.max(0, held.length + 1 - HELD_AT_ONCE));
    return [
      ...surplus.map((name) => this.#header(name, '', 0)),
      this.#header(this.#prefix + id, this.#valueOf(id), this.#options.seconds),
    ];
  }

  /** The header `Set-Cookie` that takes it away. */
  clear(id: string): string {
    return this.#header(this.#prefix + id, '', 0);
  }

  /** Whether it began in the browser that sends these cookies. */
  proves(cookieHeader: string | undefined, id: string): boolean {
    const value = parseCookie(cookieHeader ?? '', { decode: (text) => text })[this.#prefix + id];
    return value !== undefined && sameText(value, this.#valueOf(id));
  }

  #header(name: string, value: string, maxAge: number): string {
    return stringifySetCookie({
      name,
      value,
      path: '/',
      secure: this.#options.secure,
      httpOnly: true,
      sameSite: 'lax',
      maxAge,
    });
  }

  #valueOf(id: string): string {
    return this.#secret.mac(this.#options.purpose, id);
  }
}
