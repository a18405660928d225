import { Module } from '@nestjs/common';
import { MetricsController } from './metrics.controller.ts';

/** `GET /metrics`, behind the key that the operator has set. */
@Module({ controllers: [MetricsController] })
export class MetricsEndpointModule {}
