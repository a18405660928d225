import { Controller, Delete, Get, Patch, Put, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ApiExcludeController } from '../../platform/http/api-docs-decorators.ts';
import { Clock } from '../../platform/clock/clock.ts';
import { MaqiaoSecret } from '../../platform/secret/maqiao-secret.ts';
import type { ProbeArrival } from './proxy-probe.ts';
import { requireDoctor } from './require-doctor.ts';

/** Tells the doctor what of a call got here. The POST twins of these are what it is most about (common/post-twins.ts). */
@ApiExcludeController()
@Controller('api/proxy-probe')
export class ProxyProbeController {
  constructor(
    private readonly secret: MaqiaoSecret,
    private readonly clock: Clock,
  ) {}

  @Get()
  get(@Req() request: FastifyRequest): ProbeArrival {
    return this.#tell(request);
  }

  @Put()
  put(@Req() request: FastifyRequest): ProbeArrival {
    return this.#tell(request);
  }

  @Patch()
  patch(@Req() request: FastifyRequest): ProbeArrival {
    return this.#tell(request);
  }

  @Delete()
  delete(@Req() request: FastifyRequest): ProbeArrival {
    return this.#tell(request);
  }

  #tell(request: FastifyRequest): ProbeArrival {
    requireDoctor(request, this.secret, this.clock.now());
    const { method, body, headers } = request;
    // Parsed JSON, written again as it came.
    const bodyBytes = Buffer.byteLength(body === undefined ? '' : JSON.stringify(body));
    return { method, bodyBytes, cookieBytes: headers.cookie?.length ?? 0 };
  }
}
