import { Module } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.ts';
import { SETTINGS, type Settings } from '../../../config/settings.ts';
import { NotificationsModule } from '../notifications/notifications.module.ts';
import { LocalSceneNotifications } from '../notifications/local-scene-notifications.ts';
import { RedisModule } from '../../../platform/redis/redis.module.ts';
import { SharedRedis } from '../../../platform/redis/shared-redis.ts';
import { Metrics } from '../../../platform/metrics/metrics.ts';
import { HourlyCounts } from '../../../platform/counters/hourly-counts.ts';
import { MemorySceneStore } from './memory-scene-store.ts';
import { ObservedSceneStore } from './observed-scene-store.ts';
import { RedisSceneStore } from './redis-scene-store.ts';
import { SceneStore } from './scene-store.ts';

@Module({
  imports: [NotificationsModule, RedisModule],
  providers: [
    {
      provide: RedisSceneStore,
      inject: [SETTINGS, SharedRedis],
      useFactory: (settings: Settings, redis: SharedRedis | null) =>
        redis === null ? null : new RedisSceneStore(settings, redis),
    },
    {
      provide: SceneStore,
      inject: [SETTINGS, RedisSceneStore, Clock, LocalSceneNotifications, Metrics, HourlyCounts],
      useFactory: (
        settings: Settings,
        shared: RedisSceneStore | null,
        clock: Clock,
        notifications: LocalSceneNotifications,
        metrics: Metrics,
        counts: HourlyCounts,
      ) =>
        new ObservedSceneStore(
          shared ?? new MemorySceneStore(settings, clock, notifications),
          metrics,
          counts,
        ),
    },
  ],
  exports: [SceneStore],
})
export class StoreModule {}
