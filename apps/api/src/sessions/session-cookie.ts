import { Inject, Injectable } from '@nestjs/common';
import { parseCookie, stringifySetCookie } from 'cookie';
import type { FastifyReply } from 'fastify';
import { SETTINGS, type Settings } from '../config/settings.ts';
import { CookieValues } from './cookie-values.ts';

/**
 * The refresh cookie in HTTP. On https its `__Host-` name keeps neighbours of the domain from setting it
 * (RFC 6265bis §4.1.3.2), which asks for `Path=/`; on http, for loopback and private addresses only, it is
 * confined to the calls that need it. Never `SameSite=None`.
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
    this.#attributes = { path: secure ? '/' : '/api/session', secure, httpOnly: true, sameSite: 'lax' };
    this.#maxAgeSeconds = settings.sessions.idle / 1000;
  }

  /** The first value of our name that we issued, or undefined. A browser may send several of one name. */
  read(cookieHeader: string | undefined): string | undefined {
    return (cookieHeader ?? '')
      .split(';')
      .map((pair) => parseCookie(pair)[this.#name])
      .find((value) => value !== undefined && this.values.open(value) !== undefined);
  }

  /** Gives the browser its next cookie. The session may end earlier than Max-Age says: the server decides. */
  set(reply: FastifyReply, value: string): void {
    const attributes = { ...this.#attributes, maxAge: this.#maxAgeSeconds };
    reply.header('Set-Cookie', stringifySetCookie({ name: this.#name, value, ...attributes }));
  }

  clear(reply: FastifyReply): void {
    reply.header(
      'Set-Cookie',
      stringifySetCookie({ name: this.#name, value: '', ...this.#attributes, maxAge: 0 }),
    );
  }
}
