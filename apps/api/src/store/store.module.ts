import { Module } from '@nestjs/common';
import { Clock } from '../common/clock.ts';
import { SETTINGS, type Settings } from '../config/settings.ts';
import { HintsModule } from '../hints/hints.module.ts';
import { LocalSceneHints } from '../hints/local-scene-hints.ts';
import { RedisModule } from '../redis/redis.module.ts';
import { SharedRedis } from '../redis/shared-redis.ts';
import { MemorySceneStore } from './memory-scene-store.ts';
import { RedisSceneStore } from './redis-scene-store.ts';
import { SceneStore } from './scene-store.ts';

@Module({
  imports: [HintsModule, RedisModule],
  providers: [
    {
      provide: SceneStore,
      inject: [SETTINGS, SharedRedis, Clock, LocalSceneHints],
      useFactory: (settings: Settings, redis: SharedRedis | null, clock: Clock, hints: LocalSceneHints) =>
        redis === null ? new MemorySceneStore(settings, clock, hints) : new RedisSceneStore(settings, redis),
    },
  ],
  exports: [SceneStore],
})
export class StoreModule {}
