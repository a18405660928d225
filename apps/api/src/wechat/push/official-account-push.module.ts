import { Module } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.ts';
import { RedisModule } from '../../platform/redis/redis.module.ts';
import { SharedRedis } from '../../platform/redis/shared-redis.ts';
import { AnswerTime } from './answer-time.ts';
import { MemoryPushStore } from './memory-push-store.ts';
import { OfficialAccountPush } from './official-account-push.ts';
import { PushStore } from './push-store.ts';
import { RedisPushStore } from './redis-push-store.ts';

@Module({
  imports: [RedisModule],
  providers: [
    {
      provide: PushStore,
      inject: [SharedRedis, Clock],
      useFactory: (redis: SharedRedis | null, clock: Clock) =>
        redis === null ? new MemoryPushStore(clock) : new RedisPushStore(redis),
    },
    AnswerTime,
    OfficialAccountPush,
  ],
  exports: [OfficialAccountPush],
})
export class OfficialAccountPushModule {}
