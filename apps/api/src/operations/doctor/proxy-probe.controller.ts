import { Controller, Delete, Get, Inject, Patch, Put, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { SETTINGS, type Settings } from '../../config/settings.ts';
import { Clock } from '../../platform/clock/clock.ts';
import { readAddress } from '../../platform/http/addresses.ts';
import { ApiExcludeController } from '../../platform/http/api-docs-decorators.ts';
import { forwardedFor } from '../../platform/http/client-address.ts';
import { MaqiaoSecret } from '../../platform/secret/maqiao-secret.ts';
import { requireDoctor } from './doctor-credential.ts';
import { LONGEST_ADDRESS, MOST_ADDRESSES, type ProxyProbeAnswer } from './proxy-probe.ts';

/**
 * Answers the doctor with its own call, as it arrived. Without the doctor's credential these routes do not exist. The
 * POST twins of PUT, PATCH and DELETE (platform/http/post-twins.ts) are the ones that logins use.
 */
@ApiExcludeController()
@Controller('api/proxy-probe')
export class ProxyProbeController {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly secret: MaqiaoSecret,
    private readonly clock: Clock,
  ) {}

  @Get()
  get(@Req() request: FastifyRequest): ProxyProbeAnswer {
    return this.#answer(request);
  }

  @Put()
  put(@Req() request: FastifyRequest): ProxyProbeAnswer {
    return this.#answer(request);
  }

  @Patch()
  patch(@Req() request: FastifyRequest): ProxyProbeAnswer {
    return this.#answer(request);
  }

  @Delete()
  delete(@Req() request: FastifyRequest): ProxyProbeAnswer {
    return this.#answer(request);
  }

  #answer(request: FastifyRequest): ProxyProbeAnswer {
    requireDoctor(request, this.secret, this.clock.now());
    const { method, body, headers } = request;
    return {
      method,
      // JSON was parsed; written again it has the length that it came with.
      bodyBytes: Buffer.byteLength(body === undefined ? '' : JSON.stringify(body)),
      cookieBytes: headers.cookie?.length ?? 0,
      ip: readAddress(request.ip) ?? null,
      forwardedFor: forwardedFor(headers)
        .map((address) => address.slice(0, LONGEST_ADDRESS))
        .slice(0, MOST_ADDRESSES),
      otherHeaders: (['x-real-ip', 'forwarded'] as const).filter((name) => name in headers),
      trustProxy: this.settings.trustProxy,
    };
  }
}
