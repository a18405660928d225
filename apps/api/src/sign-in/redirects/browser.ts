import type { Language } from '@maqiao/shared';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { BrowserCookie } from '../../people/known-browsers/browser-cookie.ts';
import { ClientAddresses, type ClientAddress } from '../../platform/http/client-address.ts';
import { OriginRule } from '../../platform/http/origin-rule.ts';
import { pageLanguageOf } from '../../platform/http/small-page.ts';
import { SessionCookie } from '../../sessions/session-cookie.ts';

/** The browser that makes a journey. */
export interface RedirectBrowser {
  readonly cookieHeader: string | undefined;
  readonly userAgent: string | undefined;
  readonly address: ClientAddress;
  readonly language: Language;
  /** Sessions whose cookies it sends. */
  readonly presented: readonly string[];
  /** The value of its session's cookie. */
  readonly cookie: string | undefined;
  /** Of the cookie by which it is known again; null for none, undefined when it keeps none. */
  readonly hash: string | null | undefined;
}

/** What a request says of its browser. */
@Injectable()
export class RedirectBrowsers {
  constructor(
    private readonly addresses: ClientAddresses,
    private readonly sessionCookie: SessionCookie,
    private readonly browserCookie: BrowserCookie,
    private readonly originRule: OriginRule,
  ) {}

  of(request: FastifyRequest): RedirectBrowser {
    const { cookie, origin, 'user-agent': userAgent } = request.headers;
    // Pages of another site than ours neither send nor keep our cookies.
    const keepsCookies = origin === undefined || this.originRule.allowsCredentials(origin);
    return {
      cookieHeader: cookie,
      userAgent,
      address: this.addresses.of(request),
      language: pageLanguageOf(request),
      presented: this.sessionCookie.sessionsIn(cookie),
      cookie: this.sessionCookie.read(cookie),
      hash: keepsCookies ? this.browserCookie.readHash(cookie) : undefined,
    };
  }
}
