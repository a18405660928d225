import { Module } from '@nestjs/common';
import { RedisModule } from '../../../platform/redis/redis.module.ts';
import { SharedRedis } from '../../../platform/redis/shared-redis.ts';
import { LocalSceneNotifications } from './local-scene-notifications.ts';
import { RedisSceneNotifications } from './redis-scene-notifications.ts';
import { SceneNotifications } from './scene-notifications.ts';

@Module({
  imports: [RedisModule],
  providers: [
    LocalSceneNotifications,
    {
      provide: SceneNotifications,
      inject: [SharedRedis, LocalSceneNotifications],
      useFactory: (redis: SharedRedis | null, local: LocalSceneNotifications) =>
        redis === null ? local : RedisSceneNotifications.open(redis),
    },
  ],
  exports: [LocalSceneNotifications, SceneNotifications],
})
export class NotificationsModule {}
