import { Module } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.ts';
import { SETTINGS, type Settings } from '../../../config/settings.ts';
import { HintsModule } from '../notifications/hints.module.ts';
import { LocalSceneHints } from '../notifications/local-scene-hints.ts';
import { RedisModule } from '../../../platform/redis/redis.module.ts';
import { SharedRedis } from '../../../platform/redis/shared-redis.ts';
import { Metrics } from '../../../platform/metrics/metrics.ts';
import { HourlyCounts } from '../../../platform/counters/hourly-counts.ts';
import { MemorySceneStore } from './memory-scene-store.ts';
import { ObservedSceneStore } from './observed-scene-store.ts';
import { RedisSceneStore } from './redis-scene-store.ts';
import { SceneStore } from './scene-store.ts';

@Module({
  imports: [HintsModule, RedisModule],
  providers: [
    {
      provide: RedisSceneStore,
      inject: [SETTINGS, SharedRedis],
      useFactory: (settings: Settings, redis: SharedRedis | null) =>
        redis === null ? null : new RedisSceneStore(settings, redis),
    },
    {
      provide: SceneStore,
      inject: [SETTINGS, RedisSceneStore, Clock, LocalSceneHints, Metrics, HourlyCounts],
      useFactory: (
        settings: Settings,
        shared: RedisSceneStore | null,
        clock: Clock,
        hints: LocalSceneHints,
        metrics: Metrics,
        counts: HourlyCounts,
      ) => new ObservedSceneStore(shared ?? new MemorySceneStore(settings, clock, hints), metrics, counts),
    },
  ],
  exports: [SceneStore],
})
export class StoreModule {}
