import { Global, Module } from '@nestjs/common';
import { RedisModule } from '../redis/redis.module.ts';
import { KeyCheck } from './key-check.ts';
import { Limits } from './limits.ts';

@Global()
@Module({ imports: [RedisModule], providers: [Limits, KeyCheck], exports: [Limits, KeyCheck] })
export class LimitsModule {}
