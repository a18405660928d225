import { Module } from '@nestjs/common';
import { DatabaseModule } from '../platform/database/database.module.ts';
import { AuditModule } from '../people/audit/audit.module.ts';
import { KnownBrowsersModule } from '../people/known-browsers/known-browsers.module.ts';
import { RedisModule } from '../platform/redis/redis.module.ts';
import { SharedRedis } from '../platform/redis/shared-redis.ts';
import { SecretModule } from '../platform/secret/secret.module.ts';
import { TokensModule } from './tokens/tokens.module.ts';
import { IdentitiesModule } from '../people/identities/identities.module.ts';
import { UsersModule } from '../people/users/users.module.ts';
import { WechatModule } from '../wechat/wechat.module.ts';
import { WebhooksModule } from '../webhooks/webhooks.module.ts';
import { AccountChanges, RedisAccountChanges } from './account-changes.ts';
import { BearerGuard } from './bearer.guard.ts';
import { CallerProof } from './caller-proof.ts';
import { CookieValues } from './cookie-values.ts';
import { EndingSteps } from './ending-steps.ts';
import { IntrospectController } from './introspect.controller.ts';
import { Introspection } from './introspection.ts';
import { KeepSessionController } from './keep-session.controller.ts';
import { RedisSessionEndings } from './redis-session-endings.ts';
import { LocalSessionEndings, SessionEndings } from './session-endings.ts';
import { StepUp } from './step-up.ts';
import { SessionCookie } from './session-cookie.ts';
import { SessionHousekeeping } from './session-housekeeping.ts';
import { SessionsController } from './sessions.controller.ts';
import { SessionsGateway } from './sessions.gateway.ts';
import { SessionsService } from './sessions.service.ts';
import { SessionsTable } from './sessions-table.ts';

/** Re-exports what `@Bearer` needs, so that a feature with guarded calls imports this module alone. */
@Module({
  imports: [
    DatabaseModule,
    AuditModule,
    IdentitiesModule,
    KnownBrowsersModule,
    RedisModule,
    SecretModule,
    TokensModule,
    UsersModule,
    WebhooksModule,
    WechatModule,
  ],
  controllers: [SessionsController, KeepSessionController, IntrospectController],
  providers: [
    BearerGuard,
    {
      provide: SessionEndings,
      inject: [SharedRedis],
      useFactory: (redis: SharedRedis | null) =>
        redis === null ? new LocalSessionEndings() : RedisSessionEndings.open(redis),
    },
    {
      provide: AccountChanges,
      inject: [SharedRedis],
      useFactory: (redis: SharedRedis | null) =>
        redis === null ? new AccountChanges() : RedisAccountChanges.open(redis),
    },
    CallerProof,
    CookieValues,
    EndingSteps,
    Introspection,
    StepUp,
    SessionCookie,
    SessionHousekeeping,
    SessionsGateway,
    SessionsService,
    SessionsTable,
  ],
  exports: [
    CallerProof,
    EndingSteps,
    StepUp,
    SessionCookie,
    SessionEndings,
    SessionsService,
    SessionsTable,
    TokensModule,
    UsersModule,
  ],
})
export class SessionsModule {}
