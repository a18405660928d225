import { Inject, Injectable } from '@nestjs/common';
import { parseCookie, stringifySetCookie } from 'cookie';
import { SETTINGS, type Settings } from '../config/settings.ts';
import { MaqiaoSecret } from '../platform/secret/maqiao-secret.ts';
import { sameText } from '../platform/secret/same-text.ts';

/** How long the person may take from the client's request to its answer, in seconds. */
export const INTERACTION_SECONDS = 15 * 60;

/** Their cookies come with every call of the browser, which has 16 KiB for all its headers. */
const HELD_AT_ONCE = 10;

/**
 * The cookie that proves that an interaction began in this browser: one for each, so that two tabs hold two. That of the
 * OpenID Connect engine is bound to the page's path, and never comes with our calls.
 */
@Injectable()
export class InteractionCookies {
  readonly #secure: boolean;

  constructor(
    private readonly secret: MaqiaoSecret,
    @Inject(SETTINGS) settings: Pick<Settings, 'publicUrl'>,
  ) {
    this.#secure = settings.publicUrl.startsWith('https:');
  }

  /**
   * The headers `Set-Cookie` of an interaction that begins. Where the browser holds many, the oldest are given up.
   * @param cookieHeader what the browser sends now: the oldest first (RFC 6265 §5.4)
   */
  issue(uid: string, cookieHeader: string | undefined): string[] {
    const held = Object.keys(parseCookie(cookieHeader ?? '')).filter((name) =>
      name.startsWith(this.#nameOf('')),
    );
    const surplus = held.slice(0, Math.max(0, held.length + 1 - HELD_AT_ONCE));
    return [
      ...surplus.map((name) => this.#header(name, '', 0)),
      this.#header(this.#nameOf(uid), this.#valueOf(uid), INTERACTION_SECONDS),
    ];
  }

  /** Whether the interaction began in the browser that sends these cookies. */
  proves(cookieHeader: string | undefined, uid: string): boolean {
    const value = parseCookie(cookieHeader ?? '', { decode: (text) => text })[this.#nameOf(uid)];
    return value !== undefined && sameText(value, this.#valueOf(uid));
  }

  #header(name: string, value: string, maxAge: number): string {
    return stringifySetCookie({
      name,
      value,
      path: '/',
      secure: this.#secure,
      httpOnly: true,
      sameSite: 'lax',
      maxAge,
    });
  }

  #nameOf(uid: string): string {
    return `${this.#secure ? '__Host-' : ''}maqiao-i-${uid}`;
  }

  #valueOf(uid: string): string {
    return this.secret.mac('interaction-cookie', uid);
  }
}
