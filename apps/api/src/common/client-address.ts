import { Inject, Injectable, Logger } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { SETTINGS, type Settings } from '../config/settings.ts';
import { normalizeAddress } from './addresses.ts';
import { say } from './operator-words.ts';

/** Where a request comes from, and whether that can be believed. */
export interface ClientAddress {
  ip: string;
  /** A proxy forwards, but TRUST_PROXY says there is none: the address is the proxy's, and says nothing. */
  forwardingUntrusted: boolean;
}

/** Reads the address that limits and nearness go by; Fastify applies TRUST_PROXY to `request.ip`. */
@Injectable()
export class ClientAddresses {
  readonly #logger = new Logger('ClientAddresses');
  #warned = false;

  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  of(request: FastifyRequest): ClientAddress {
    const forwarded =
      'x-forwarded-for' in request.headers ||
      'forwarded' in request.headers ||
      'x-real-ip' in request.headers;
    const forwardingUntrusted = forwarded && this.settings.trustProxy === 0;
    if (forwardingUntrusted && !this.#warned) {
      this.#warned = true;
      this.#logger.warn(say('proxy_untrusted'));
    }
    return { ip: normalizeAddress(request.ip), forwardingUntrusted };
  }
}
