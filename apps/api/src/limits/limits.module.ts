import { Global, Module } from '@nestjs/common';
import { RedisModule } from '../platform/redis/redis.module.ts';
import { DigitGuesses } from './digit-guesses.ts';
import { KeyCheck } from './key-check.ts';
import { Limits } from './limits.ts';
import { Renewals } from './renewals.ts';
import { SuspectAddresses } from './suspect-addresses.ts';

@Global()
@Module({
  imports: [RedisModule],
  providers: [DigitGuesses, Limits, KeyCheck, Renewals, SuspectAddresses],
  exports: [DigitGuesses, Limits, KeyCheck, Renewals, SuspectAddresses],
})
export class LimitsModule {}
