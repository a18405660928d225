import { Global, Module, type DynamicModule } from '@nestjs/common';
import { ClientAddresses } from './client-address.ts';
import { Clock } from './clock.ts';
import { ClockWatch } from './clock-watch.ts';
import { OriginRule } from './origin-rule.ts';

/** What every feature may use without importing it. */
@Global()
@Module({})
export class CommonModule {
  static with(clock: Clock): DynamicModule {
    const providers = [{ provide: Clock, useValue: clock }, ClockWatch, OriginRule, ClientAddresses];
    return { module: CommonModule, providers, exports: [Clock, ClockWatch, OriginRule, ClientAddresses] };
  }
}
