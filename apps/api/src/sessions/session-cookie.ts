import { Inject, Injectable } from '@nestjs/common';
import { parseCookie, stringifySetCookie } from 'cookie';
import type { FastifyReply } from 'fastify';
import { SETTINGS, type Settings } from '../config/settings.ts';
import { CookieValues } from './cookie-values.ts';

/**
 * The refresh cookie in HTTP. On https its `__Host-` name keeps neighbours of the domain from setting it
 * (RFC 6265bis §4.1.3.2). `Path=/`: the calls, the pages of the account and those of OpenID Connect read it.
 * Never `SameSite=None`.
 */
@Injectable()
export class SessionCookie {
  readonly #name: string;
  readonly #attributes: { path: string; secure: boolean; httpOnly: true; sameSite: 'lax' };
  readonly #maxAgeSeconds: number;

  constructor(
    private readonly values: CookieValues,
    @Inject(SETTINGS) settings: Settings,
  ) {
    const secure = settings.publicUrl.startsWith('https:');
    this.#name = secure ? '__Host-maqiao' : 'maqiao';
    this.#attributes = { path: '/', secure, httpOnly: true, sameSite: 'lax' };
    // It is not given anew by every use of the session; when that ends is the server's to decide.
    this.#maxAgeSeconds = settings.sessions.max / 1000;
  }

  /**
   * The value of our name that we issued. A browser may send several: of one session the newest counts. Those of two
   * sessions count for none: on http, where no prefix protects the name, a neighbour of the host can plant the cookie of
   * a session of theirs, and a longer path puts it first. With none the
   * person only has to sign in again; in the neighbour's account they would not notice.
   */
  read(cookieHeader: string | undefined): string | undefined {
    const issued = this.#issued(cookieHeader);
    const [first] = issued;
    if (first === undefined || issued.some(({ sid }) => sid !== first.sid)) return undefined;
    return issued.reduce((newest, one) => (one.counter > newest.counter ? one : newest)).value;
  }

  /** The sessions of all genuine values: they end when a browser signs out or signs in again. */
  sessionsIn(cookieHeader: string | undefined): readonly string[] {
    return [...new Set(this.#issued(cookieHeader).map(({ sid }) => sid))];
  }

  #issued(cookieHeader: string | undefined) {
    return (cookieHeader ?? '').split(';').flatMap((pair) => {
      // Not decoded: percent signs would be another spelling of the same value.
      const value = parseCookie(pair, { decode: (text) => text })[this.#name];
      const opened = value === undefined ? undefined : this.values.open(value);
      return value === undefined || opened === undefined ? [] : [{ value, ...opened }];
    });
  }

  /** Gives the browser its next cookie. The session may end earlier than Max-Age says: the server decides. */
  set(reply: FastifyReply, value: string): void {
    const header = stringifySetCookie({
      name: this.#name,
      value,
      ...this.#attributes,
      maxAge: this.#maxAgeSeconds,
    });
    reply.header('Set-Cookie', header);
  }

  clear(reply: FastifyReply): void {
    reply.header('Set-Cookie', this.cleared());
  }

  /** The value of the header `Set-Cookie` that takes it from a browser. */
  cleared(): string {
    return stringifySetCookie({ name: this.#name, value: '', ...this.#attributes, maxAge: 0 });
  }
}
