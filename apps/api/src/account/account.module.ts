import { Module, type OnModuleInit } from '@nestjs/common';
import { AvatarsModule } from '../people/avatars/avatars.module.ts';
import { AppsModule } from '../people/apps/apps.module.ts';
import { DatabaseModule } from '../platform/database/database.module.ts';
import { AuditModule } from '../people/audit/audit.module.ts';
import { IdentitiesModule } from '../people/identities/identities.module.ts';
import { Unsubscriptions } from '../people/identities/unsubscriptions.ts';
import { KnownBrowsersModule } from '../people/known-browsers/known-browsers.module.ts';
import { SessionsModule } from '../sessions/sessions.module.ts';
import { StoreModule } from '../sign-in/scenes/store/store.module.ts';
import { WebhooksModule } from '../webhooks/webhooks.module.ts';
import { WechatModule } from '../wechat/wechat.module.ts';
import { AccountDeletion } from './account-deletion.ts';
import { AccountRows } from './account-rows.ts';
import { AppsController } from './apps/apps.controller.ts';
import { IdentitiesController } from './identities.controller.ts';
import { ProposalController } from './proposal/proposal.controller.ts';
import { Proposals } from './proposal/proposals.service.ts';
import { MeController } from './me.controller.ts';
import { SecurityEventsController } from './security-events.controller.ts';

/** What people do with their own account, from the phone and on the account page. */
@Module({
  imports: [
    AppsModule,
    AvatarsModule,
    DatabaseModule,
    AuditModule,
    IdentitiesModule,
    KnownBrowsersModule,
    SessionsModule,
    StoreModule,
    WebhooksModule,
    WechatModule,
  ],
  controllers: [
    AppsController,
    IdentitiesController,
    MeController,
    ProposalController,
    SecurityEventsController,
  ],
  providers: [AccountDeletion, AccountRows, Proposals],
  exports: [AccountDeletion],
})
export class AccountModule implements OnModuleInit {
  constructor(
    private readonly unsubscriptions: Unsubscriptions,
    private readonly deletion: AccountDeletion,
  ) {}

  onModuleInit(): void {
    this.unsubscriptions.deleteUsersBy((userId) => this.deletion.delete(userId));
  }
}
