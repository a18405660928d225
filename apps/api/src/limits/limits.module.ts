import { Global, Module } from '@nestjs/common';
import { RedisModule } from '../redis/redis.module.ts';
import { Limits } from './limits.ts';

@Global()
@Module({ imports: [RedisModule], providers: [Limits], exports: [Limits] })
export class LimitsModule {}
