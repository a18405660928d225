import { Controller, Get, Headers, Inject, Res } from '@nestjs/common';
import { ApiExcludeController } from '../common/api-docs-decorators.ts';
import type { FastifyReply } from 'fastify';
import { ApiError } from '../common/api-error.ts';
import { sameText } from '../common/same-text.ts';
import { SETTINGS, type Settings } from '../config/settings.ts';
import { Metrics } from './metrics.ts';

@ApiExcludeController()
@Controller('metrics')
export class MetricsController {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly metrics: Metrics,
  ) {}

  @Get()
  async read(
    @Headers('authorization') authorization: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const wanted = this.settings.metricsToken;
    if (wanted !== undefined && !sameText(authorization ?? '', `Bearer ${wanted}`))
      throw new ApiError('invalid_token');
    const text = await this.metrics.registry.metrics();
    await reply.type(this.metrics.registry.contentType).send(text);
  }
}
