import { Module } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.ts';
import { RedisModule } from '../../../platform/redis/redis.module.ts';
import { SharedRedis } from '../../../platform/redis/shared-redis.ts';
import { MaqiaoSecret } from '../../../platform/secret/maqiao-secret.ts';
import { SecretModule } from '../../../platform/secret/secret.module.ts';
import { ChatStore } from './chat-store.ts';
import { MemoryChatStore } from './memory-chat-store.ts';
import { RedisChatStore } from './redis-chat-store.ts';

@Module({
  imports: [RedisModule, SecretModule],
  providers: [
    {
      provide: ChatStore,
      inject: [SharedRedis, MaqiaoSecret, Clock],
      useFactory: (redis: SharedRedis | null, secret: MaqiaoSecret, clock: Clock) =>
        redis === null ? new MemoryChatStore(clock) : new RedisChatStore(redis, secret),
    },
  ],
  exports: [ChatStore],
})
export class ChatStoreModule {}
