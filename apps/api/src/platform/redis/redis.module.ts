import { Logger, Module } from '@nestjs/common';
import { operatorLanguage } from '../operator-messages/messages.ts';
import { SETTINGS, type Settings } from '../../config/settings.ts';
import { SharedRedis } from './shared-redis.ts';

/** Provides `SharedRedis`, connected; null where REDIS_URL is not set and all state is kept in this process. */
@Module({
  providers: [
    {
      provide: SharedRedis,
      inject: [SETTINGS],
      useFactory: async (settings: Settings) => {
        if (settings.redisUrl === undefined) return null;
        const redis = await SharedRedis.open(settings.redisUrl, settings);
        const logger = new Logger('Redis');
        for (const warning of redis.warnings) logger.warn(warning[operatorLanguage()]);
        return redis;
      },
    },
  ],
  exports: [SharedRedis],
})
export class RedisModule {}
