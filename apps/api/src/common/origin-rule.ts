import { Inject, Injectable } from '@nestjs/common';
import type { IncomingHttpHeaders } from 'node:http';
import { getDomain } from 'tldts';
import { SETTINGS, type Settings } from '../config/settings.ts';

/**
 * Calls that only a phone makes: `wx.request` sends no Origin that means anything, and what they ask for is a fresh
 * login code or a token from one, never a cookie.
 */
const PHONE_CALLS: readonly RegExp[] = [
  /^POST \/api\/(mini-program\/session|scenes\/[^/]+\/(scan|confirm|reject))\/?$/,
  /^(PATCH|PUT|DELETE) \/api\/me\/?$/,
  /^(PUT|DELETE) \/api\/me\/avatar\/?$/,
  /^DELETE \/api\/sessions(\/[^/]+)?\/?$/,
  /^GET \/api\/security-events\/?$/,
];

/** Pictures are shown by pages of other sites too; nothing that a browser sends by itself changes what they answer. */
const PICTURE = /^(GET|HEAD) \/api\/avatars\/[^/]+$/;

/**
 * Which pages may call. A present Origin must be PUBLIC_URL's or one of CORS_ORIGINS (`null` never); an absent
 * one needs `Sec-Fetch-Site` absent or `same-origin`. CORS alone would stop neither a simple POST nor a socket.
 */
@Injectable()
export class OriginRule {
  readonly #allowed: ReadonlySet<string>;
  readonly #ofOurSite: ReadonlySet<string>;

  constructor(@Inject(SETTINGS) private readonly settings: Settings) {
    this.#allowed = new Set([settings.publicUrl, ...settings.corsOrigins]);
    const site = siteOf(settings.publicUrl);
    this.#ofOurSite = new Set([...this.#allowed].filter((origin) => siteOf(origin) === site));
  }

  /** Whether a page of this origin may call at all. */
  isListed(origin: string): boolean {
    return this.#allowed.has(origin);
  }

  /** Whether a listed origin may send cookies: only pages of our own site can, whatever CORS says (SameSite=Lax). */
  allowsCredentials(origin: string): boolean {
    return this.#ofOurSite.has(origin);
  }

  /** Whether a call, or a socket's handshake, with these headers passes. `path` is without query. */
  permits(method: string, path: string, headers: IncomingHttpHeaders): boolean {
    const call = `${method} ${path}`;
    if (PICTURE.test(call) || PHONE_CALLS.some((pattern) => pattern.test(call))) return true;
    if (headers.origin !== undefined) return this.isListed(headers.origin);
    const site = headers['sec-fetch-site'];
    return site === undefined || site === 'same-origin';
  }

  /** The origin that a registered scene, and so its tokens, belong to. */
  originOf(headers: IncomingHttpHeaders): string {
    return headers.origin ?? this.settings.publicUrl;
  }
}

/** Scheme and registrable domain, as browsers define a site; an address or a bare host name is its own. */
function siteOf(origin: string): string {
  const url = new URL(origin);
  return `${url.protocol}//${getDomain(url.hostname, { allowPrivateDomains: true }) ?? url.hostname}`;
}
