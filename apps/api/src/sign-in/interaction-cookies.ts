import { Inject, Injectable } from '@nestjs/common';
import { parseCookie, stringifySetCookie } from 'cookie';
import { SETTINGS, type Settings } from '../config/settings.ts';
import { MaqiaoSecret } from '../platform/secret/maqiao-secret.ts';
import { sameText } from '../platform/secret/same-text.ts';

/** How long the person may take from the client's request to its answer, in seconds. */
export const INTERACTION_SECONDS = 15 * 60;

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

  /** The header `Set-Cookie` of an interaction that begins. */
  issue(uid: string): string {
    return stringifySetCookie({
      name: this.#nameOf(uid),
      value: this.#valueOf(uid),
      path: '/',
      secure: this.#secure,
      httpOnly: true,
      sameSite: 'lax',
      maxAge: INTERACTION_SECONDS,
    });
  }

  /** Whether the interaction began in the browser that sends these cookies. */
  proves(cookieHeader: string | undefined, uid: string): boolean {
    const value = parseCookie(cookieHeader ?? '', { decode: (text) => text })[this.#nameOf(uid)];
    return value !== undefined && sameText(value, this.#valueOf(uid));
  }

  #nameOf(uid: string): string {
    return `${this.#secure ? '__Host-' : ''}maqiao-i-${uid}`;
  }

  #valueOf(uid: string): string {
    return this.secret.mac('interaction-cookie', uid);
  }
}
