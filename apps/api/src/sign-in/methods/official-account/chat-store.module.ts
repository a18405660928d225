import { Module } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.ts';
import { RedisModule } from '../../../platform/redis/redis.module.ts';
import { SharedRedis } from '../../../platform/redis/shared-redis.ts';
import { ChatStore } from './chat-store.ts';
import { MemoryChatStore } from './memory-chat-store.ts';
import { RedisChatStore } from './redis-chat-store.ts';

@Module({
  imports: [RedisModule],
  providers: [
    {
      provide: ChatStore,
      inject: [SharedRedis, Clock],
      useFactory: (redis: SharedRedis | null, clock: Clock) =>
        redis === null ? new MemoryChatStore(clock) : new RedisChatStore(redis),
    },
  ],
  exports: [ChatStore],
})
export class ChatStoreModule {}
