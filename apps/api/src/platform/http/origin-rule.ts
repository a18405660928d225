import { Inject, Injectable } from '@nestjs/common';
import type { IncomingHttpHeaders } from 'node:http';
import { getDomain } from 'tldts';
import { SETTINGS, type Settings } from '../../config/settings.ts';

/**
 * Which pages may call. A present Origin must be PUBLIC_URL's or one of CORS_ORIGINS (`null` never); an absent
 * one needs `Sec-Fetch-Site` absent, `same-origin` or `none`. CORS alone would stop neither a simple POST nor a socket.
 * It applies to every route that does not say otherwise (callers.ts), and to addresses that no route has.
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

  /** Whether a page of PUBLIC_URL itself calls. Browsers name the origin of every POST (Fetch §3.2). */
  isOurs(headers: IncomingHttpHeaders): boolean {
    return headers.origin === this.settings.publicUrl;
  }

  /** Whether a call, or a socket's handshake, with these headers passes. */
  permits(headers: IncomingHttpHeaders): boolean {
    if (headers.origin !== undefined) return this.isListed(headers.origin);
    const site = headers['sec-fetch-site'];
    // `none`: no page asked, a person typed the address or opened a bookmark.
    return site === undefined || site === 'same-origin' || site === 'none';
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
