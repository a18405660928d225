import { Module } from '@nestjs/common';
import { SETTINGS, type Settings } from '../config/settings.ts';
import { SharedRedis } from './shared-redis.ts';

/** Provides `SharedRedis`, connected; or null where REDIS_URL is not set and everything stays in this process. */
@Module({
  providers: [
    {
      provide: SharedRedis,
      inject: [SETTINGS],
      useFactory: (settings: Settings) =>
        settings.redisUrl === undefined ? null : SharedRedis.open(settings.redisUrl, settings),
    },
  ],
  exports: [SharedRedis],
})
export class RedisModule {}
