import { Module } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.ts';
import { RedisModule } from '../../../platform/redis/redis.module.ts';
import { SharedRedis } from '../../../platform/redis/shared-redis.ts';
import { MaqiaoSecret } from '../../../platform/secret/maqiao-secret.ts';
import { SecretModule } from '../../../platform/secret/secret.module.ts';
import { MemoryOneTimeStore } from './memory-one-time-store.ts';
import { OneTimeStore } from './one-time-store.ts';
import { RedisOneTimeStore } from './redis-one-time-store.ts';

@Module({
  imports: [RedisModule, SecretModule],
  providers: [
    {
      provide: OneTimeStore,
      inject: [SharedRedis, MaqiaoSecret, Clock],
      useFactory: (redis: SharedRedis | null, secret: MaqiaoSecret, clock: Clock) =>
        redis === null ? new MemoryOneTimeStore(clock) : new RedisOneTimeStore(redis, secret),
    },
  ],
  exports: [OneTimeStore],
})
export class OneTimeStoreModule {}
