import { Module } from '@nestjs/common';
import { Clock } from '../common/clock.ts';
import { SETTINGS, type Settings } from '../config/settings.ts';
import { HintsModule } from '../hints/hints.module.ts';
import { LocalSceneHints } from '../hints/local-scene-hints.ts';
import { RedisModule } from '../redis/redis.module.ts';
import { SharedRedis } from '../redis/shared-redis.ts';
import { Metrics } from '../metrics/metrics.ts';
import { HourlyCounts } from '../statistics/hourly-counts.ts';
import { MemorySceneStore } from './memory-scene-store.ts';
import { ObservedSceneStore } from './observed-scene-store.ts';
import { RedisSceneStore } from './redis-scene-store.ts';
import { SceneStore } from './scene-store.ts';

@Module({
  imports: [HintsModule, RedisModule],
  providers: [
    {
      provide: SceneStore,
      inject: [SETTINGS, SharedRedis, Clock, LocalSceneHints, Metrics, HourlyCounts],
      useFactory: async (
        settings: Settings,
        redis: SharedRedis | null,
        clock: Clock,
        hints: LocalSceneHints,
        metrics: Metrics,
        counts: HourlyCounts,
      ) => {
        if (redis === null) {
          return new ObservedSceneStore(new MemorySceneStore(settings, clock, hints), metrics, counts);
        }
        const store = new RedisSceneStore(settings, redis);
        await store.tryOut();
        return new ObservedSceneStore(store, metrics, counts);
      },
    },
  ],
  exports: [SceneStore],
})
export class StoreModule {}
