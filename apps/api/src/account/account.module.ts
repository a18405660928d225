import { Module } from '@nestjs/common';
import { AvatarsModule } from '../people/avatars/avatars.module.ts';
import { DatabaseModule } from '../platform/database/database.module.ts';
import { AuditModule } from '../people/audit/audit.module.ts';
import { KnownBrowsersModule } from '../people/known-browsers/known-browsers.module.ts';
import { SessionsModule } from '../sessions/sessions.module.ts';
import { StoreModule } from '../sign-in/scenes/store/store.module.ts';
import { WebhooksModule } from '../webhooks/webhooks.module.ts';
import { AccountDeletion } from './account-deletion.ts';
import { AccountRows } from './account-rows.ts';
import { MeController } from './me.controller.ts';
import { SecurityEventsController } from './security-events.controller.ts';

/** What people do with their own account, from the phone. */
@Module({
  imports: [
    AvatarsModule,
    DatabaseModule,
    AuditModule,
    KnownBrowsersModule,
    SessionsModule,
    StoreModule,
    WebhooksModule,
  ],
  controllers: [MeController, SecurityEventsController],
  providers: [AccountDeletion, AccountRows],
  exports: [AccountDeletion],
})
export class AccountModule {}
