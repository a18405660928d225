import { Module, type DynamicModule } from '@nestjs/common';
import { AccountModule } from './account/account.module.ts';
import { BrandingModule } from './web-pages/branding/branding.module.ts';
import type { Clock } from './platform/clock/clock.ts';
import { PlatformModule } from './platform/platform.module.ts';
import { ConfigModule } from './config/config.module.ts';
import type { Settings } from './config/settings.ts';
import { DoctorModule } from './operations/doctor/doctor.module.ts';
import { MetricsEndpointModule } from './operations/metrics/metrics-endpoint.module.ts';
import { ForwardAuthModule } from './forward-auth/forward-auth.module.ts';
import { HealthModule } from './operations/health/health.module.ts';
import { LimitsModule } from './limits/limits.module.ts';
import { MetricsModule } from './platform/metrics/metrics.module.ts';
import { OidcModule } from './oidc/oidc.module.ts';
import { OwnerModule } from './owner/owner.module.ts';
import { MiniProgramModule } from './sign-in/methods/mini-program/mini-program.module.ts';
import { ConfirmPageModule } from './sign-in/confirm-page/confirm-page.module.ts';
import { OfficialAccountModule } from './sign-in/methods/official-account/official-account.module.ts';
import { SignInOptionsModule } from './sign-in/options/sign-in-options.module.ts';
import { RedirectsModule } from './sign-in/redirects/redirects.module.ts';
import { ScenesModule } from './sign-in/scenes/scenes.module.ts';
import { SessionsModule } from './sessions/sessions.module.ts';
import { CountersModule } from './platform/counters/counters.module.ts';
import { TokensModule } from './sessions/tokens/tokens.module.ts';
import { WechatMetricsModule } from './wechat/wechat-metrics.module.ts';

@Module({})
export class AppModule {
  /** The only list of features. */
  static with(settings: Settings, clock: Clock): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.with(settings),
        PlatformModule.with(clock),
        LimitsModule,
        MetricsModule,
        CountersModule,
        WechatMetricsModule,
        TokensModule,
        SessionsModule,
        ScenesModule,
        MiniProgramModule,
        RedirectsModule,
        OfficialAccountModule,
        ConfirmPageModule,
        SignInOptionsModule,
        OidcModule,
        ForwardAuthModule,
        AccountModule,
        OwnerModule,
        BrandingModule,
        HealthModule,
        MetricsEndpointModule,
        DoctorModule,
      ],
    };
  }
}
