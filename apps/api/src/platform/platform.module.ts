import { Global, Module, type DynamicModule } from '@nestjs/common';
import { ClientAddresses } from './http/client-address.ts';
import { Clock } from './clock/clock.ts';
import { ClockWatch } from './clock/clock-watch.ts';
import { OriginRule } from './http/origin-rule.ts';

/** What every feature may use without importing it. */
@Global()
@Module({})
export class PlatformModule {
  static with(clock: Clock): DynamicModule {
    const providers = [{ provide: Clock, useValue: clock }, ClockWatch, OriginRule, ClientAddresses];
    return { module: PlatformModule, providers, exports: [Clock, ClockWatch, OriginRule, ClientAddresses] };
  }
}
