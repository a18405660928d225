import { Controller, Get, Inject, Req } from '@nestjs/common';
import { ApiExcludeController } from '../../platform/http/api-docs-decorators.ts';
import type { FastifyRequest } from 'fastify';
import { readAddress } from '../../platform/http/addresses.ts';
import { forwardedFor } from '../../platform/http/client-address.ts';
import { Clock } from '../../platform/clock/clock.ts';
import { SETTINGS, type Settings } from '../../config/settings.ts';
import { MaqiaoSecret } from '../../platform/secret/maqiao-secret.ts';
import type { Arrival } from './arrival.ts';
import { requireDoctor } from './require-doctor.ts';

/** More than any chain of proxies; what a caller writes there is given back to nobody but that caller. */
const MOST_ADDRESSES = 20;

/** Tells whoever holds the secret how their own call arrived. For everybody else the call does not exist. */
@ApiExcludeController()
@Controller('api')
export class ArrivalController {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly secret: MaqiaoSecret,
    private readonly clock: Clock,
  ) {}

  @Get('arrival')
  tell(@Req() request: FastifyRequest): Arrival {
    requireDoctor(request, this.secret, this.clock.now());
    return {
      ip: readAddress(request.ip) ?? null,
      forwardedFor: forwardedFor(request.headers)
        .map((address) => address.slice(0, 64))
        .slice(0, MOST_ADDRESSES),
      otherHeaders: ['x-real-ip', 'forwarded'].filter((name) => name in request.headers),
      trustProxy: this.settings.trustProxy,
    };
  }
}
