import { Inject, Injectable } from '@nestjs/common';
import type { IncomingHttpHeaders } from 'node:http';
import { getDomain } from 'tldts';
import { SETTINGS, type Settings } from '../../config/settings.ts';

/**
 * Which pages may call. An Origin must be that of PUBLIC_URL or in CORS_ORIGINS (`null` never); without an Origin,
 * `Sec-Fetch-Site` must be absent, `same-origin` or `none`. CORS alone would stop neither a simple POST nor a socket.
 * Applies to every route without an exception (callers.ts), and to unknown paths.
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

  /** Whether a listed origin may send cookies: with SameSite=Lax only pages of our own site can. */
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
    // `none`: the user typed the address or opened a bookmark.
    return site === undefined || site === 'same-origin' || site === 'none';
  }

  /** The origin that a scene is registered for, and its tokens are issued for. */
  originOf(headers: IncomingHttpHeaders): string {
    return headers.origin ?? this.settings.publicUrl;
  }
}

/** Scheme and registrable domain, as browsers define a site; for an IP address or a single label the whole host. */
function siteOf(origin: string): string {
  const url = new URL(origin);
  return `${url.protocol}//${getDomain(url.hostname, { allowPrivateDomains: true }) ?? url.hostname}`;
}
