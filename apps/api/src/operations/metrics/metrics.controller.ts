import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiExcludeController } from '../../platform/http/api-docs-decorators.ts';
import { ApiError } from '../../platform/http/api-error.ts';
import { OpenToEverybody } from '../../platform/http/callers.ts';
import { pathOf } from '../../platform/logging/logging.ts';
import { SETTINGS, type Settings } from '../../config/settings.ts';
import { KeyCheck } from '../../limits/key-check.ts';
import { Metrics } from '../../platform/metrics/metrics.ts';

@ApiExcludeController()
@Controller('metrics')
export class MetricsController {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly metrics: Metrics,
    private readonly keys: KeyCheck,
  ) {}

  /** Only at exactly `/metrics`: a proxy that blocks this path must not be passed by another spelling of it. */
  @Get()
  @OpenToEverybody()
  async read(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    if (pathOf(request.url) !== '/metrics') throw new ApiError('not_found');
    if (this.settings.metricsToken !== undefined) await this.keys.require(request, 'METRICS_TOKEN');
    const text = await this.metrics.registry.metrics();
    await reply.type(this.metrics.registry.contentType).send(text);
  }
}
