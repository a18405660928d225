import { Inject, Injectable, Logger } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { IncomingHttpHeaders } from 'node:http';
import { SETTINGS, type Settings } from '../../config/settings.ts';
import { isLoopbackHost, readAddress, UNKNOWN_ADDRESS } from './addresses.ts';
import { localize } from '../operator-messages/messages.ts';
import { forwardingMessages } from './forwarding-messages.ts';

/** Where a request comes from, and whether that is reliable. */
export interface ClientAddress {
  /**
   * The normalized address that TRUST_PROXY selects, for limits. Where the proxies contradict TRUST_PROXY it may be
   * that of a proxy; `unknown` when it cannot be read.
   */
  readonly ip: string;
  /** The visitor's own address, to show and to locate; null when it is, or may be, the address of a proxy. */
  readonly visitor: string | null;
  /** Whether the proxies match TRUST_PROXY. Otherwise the address must not be used to compare phone and browser. */
  readonly certain: boolean;
}

/** How the proxies in front contradict TRUST_PROXY. */
export type ForwardingFault = keyof typeof forwardingMessages;

/** Reads the address for limits and for comparing phone and browser; Fastify applies TRUST_PROXY to `request.ip`. */
@Injectable()
export class ClientAddresses {
  readonly #logger = new Logger('ClientAddresses');
  readonly #warned = new Set<ForwardingFault>();
  /** Whether there must be a proxy: the server itself speaks no TLS, so an https address always has one in front. */
  readonly #proxied: boolean;

  constructor(@Inject(SETTINGS) private readonly settings: Settings) {
    const { protocol, hostname } = new URL(settings.publicUrl);
    this.#proxied = protocol === 'https:' && !isLoopbackHost(hostname);
  }

  of(request: FastifyRequest): ClientAddress {
    const read = readAddress(request.ip);
    const fault =
      this.#faultOf(request.headers) ?? (read === undefined ? 'forwarding_unreadable' : undefined);
    if (fault !== undefined) this.#warnOnce(fault);
    return {
      ip: read ?? UNKNOWN_ADDRESS,
      // In a longer chain TRUST_PROXY still counts from the right, where our proxies append: they have seen this
      // address.
      visitor: fault === undefined || fault === 'forwarding_long' ? (read ?? null) : null,
      certain: fault === undefined,
    };
  }

  #faultOf(headers: IncomingHttpHeaders): ForwardingFault | undefined {
    const { trustProxy } = this.settings;
    const forwarded = forwardedFor(headers).length;
    if (trustProxy === 0) {
      const named = ['x-forwarded-for', 'forwarded', 'x-real-ip'].some((name) => name in headers);
      return named ? 'proxy_untrusted' : this.#proxied ? 'proxy_silent' : undefined;
    }
    if (forwarded === trustProxy) return undefined;
    return forwarded < trustProxy ? 'forwarding_short' : 'forwarding_long';
  }

  #warnOnce(fault: ForwardingFault): void {
    if (this.#warned.has(fault)) return;
    this.#warned.add(fault);
    const { trustProxy: trust } = this.settings;
    this.#logger.warn(
      fault === 'proxy_untrusted' || fault === 'proxy_silent'
        ? localize(forwardingMessages[fault])
        : localize(forwardingMessages[fault], { trust }),
    );
  }
}

/**
 * The addresses in X-Forwarded-For, in their order: the visitor's first; each proxy appends the one that it has seen.
 */
export function forwardedFor(headers: IncomingHttpHeaders): string[] {
  return [headers['x-forwarded-for'] ?? []]
    .flat()
    .flatMap((line) => line.split(','))
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}
