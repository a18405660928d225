import { Module } from '@nestjs/common';
import { RedisModule } from '../../../platform/redis/redis.module.ts';
import { SharedRedis } from '../../../platform/redis/shared-redis.ts';
import { LocalSceneHints } from './local-scene-hints.ts';
import { RedisSceneHints } from './redis-scene-hints.ts';
import { SceneHints } from './scene-hints.ts';

@Module({
  imports: [RedisModule],
  providers: [
    LocalSceneHints,
    {
      provide: SceneHints,
      inject: [SharedRedis, LocalSceneHints],
      useFactory: (redis: SharedRedis | null, local: LocalSceneHints) =>
        redis === null ? local : RedisSceneHints.open(redis),
    },
  ],
  exports: [LocalSceneHints, SceneHints],
})
export class HintsModule {}
