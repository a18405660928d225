import { Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { DatabaseModule } from '../../platform/database/database.module.ts';
import { StoreModule } from '../../sign-in/scenes/store/store.module.ts';
import { HealthController } from './health.controller.ts';
import { StoreProbes } from './store-probes.ts';
import { StoreMetrics } from './store-metrics.ts';

@Module({
  imports: [TerminusModule.forRoot({ logger: false }), DatabaseModule, StoreModule],
  controllers: [HealthController],
  providers: [StoreProbes, StoreMetrics],
})
export class HealthModule {}
