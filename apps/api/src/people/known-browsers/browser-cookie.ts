import { hash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { parseCookie, stringifySetCookie } from 'cookie';
import type { FastifyReply } from 'fastify';
import { SETTINGS, type Settings } from '../../config/settings.ts';

/** base64url of 32 bytes. */
const FORM = /^[A-Za-z0-9_-]{43}$/;

/** The longest that browsers keep a cookie (RFC 6265bis §5.5). It is set again at every sign-in. */
const MAX_AGE_SECONDS = 400 * 86_400;

/**
 * The cookie by which a browser is recognised, independent of who is signed in there. It gives no access: it only says that
 * somebody has signed in here before. On https its `__Host-` name keeps neighbours of the domain from setting it (RFC
 * 6265bis §4.1.3.2).
 */
@Injectable()
export class BrowserCookie {
  readonly #name: string;
  readonly #attributes: {
    path: string;
    secure: boolean;
    httpOnly: true;
    sameSite: 'lax';
    maxAge: number;
  };

  constructor(@Inject(SETTINGS) settings: Pick<Settings, 'publicUrl'>) {
    const secure = settings.publicUrl.startsWith('https:');
    this.#name = secure ? '__Host-maqiao-browser' : 'maqiao-browser';
    const path = secure ? '/' : '/api';
    this.#attributes = { path, secure, httpOnly: true, sameSite: 'lax', maxAge: MAX_AGE_SECONDS };
  }

  /** The hash of the first well-formed value that a browser sends, or null. The value itself is not kept. */
  readHash(cookieHeader: string | undefined): string | null {
    if (cookieHeader === undefined) return null;
    const value = cookieHeader
      .split(';')
      .map((pair) => parseCookie(pair)[this.#name])
      .find((text) => text !== undefined && FORM.test(text));
    return value === undefined ? null : hashOfBrowser(value);
  }

  set(reply: FastifyReply, value: string): void {
    reply.header('Set-Cookie', stringifySetCookie({ name: this.#name, value, ...this.#attributes }));
  }
}

/** What is kept of a browser's cookie: SHA-256, so that nobody who reads the database can send it. */
export function hashOfBrowser(value: string): string {
  return hash('sha256', value, 'base64url');
}
