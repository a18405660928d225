import { Inject, Logger, Module, type OnModuleInit } from '@nestjs/common';
import { AccountModule } from '../account/account.module.ts';
import { localize } from '../platform/operator-messages/messages.ts';
import { ownerMessages } from './owner-messages.ts';
import { siteKeyOpensAdmin } from '../config/named-keys.ts';
import { SETTINGS, type Settings } from '../config/settings.ts';
import { DatabaseModule } from '../platform/database/database.module.ts';
import { IdentitiesModule } from '../people/identities/identities.module.ts';
import { KnownBrowsersModule } from '../people/known-browsers/known-browsers.module.ts';
import { SessionsModule } from '../sessions/sessions.module.ts';
import { WebhooksModule } from '../webhooks/webhooks.module.ts';
import { AuditModule } from '../people/audit/audit.module.ts';
import { OwnerAuditController } from './audit/audit.controller.ts';
import { OwnerAuditQuery } from './audit/owner-audit.ts';
import { Blocking } from './blocking.ts';
import { MergeFacts } from './merging/merge-facts.ts';
import { MergingController } from './merging/merging.controller.ts';
import { UserMerges } from './merging/user-merges.ts';
import { OwnerUsersQuery } from './owner-users.ts';
import { StatisticsController } from './statistics.controller.ts';
import { OwnerStatistics } from './statistics.ts';
import { UsersController } from './users.controller.ts';

/** What the owner of the site sees and decides, with ADMIN_KEY. */
@Module({
  imports: [
    AccountModule,
    AuditModule,
    DatabaseModule,
    IdentitiesModule,
    KnownBrowsersModule,
    SessionsModule,
    WebhooksModule,
  ],
  controllers: [OwnerAuditController, MergingController, StatisticsController, UsersController],
  providers: [Blocking, MergeFacts, OwnerAuditQuery, OwnerStatistics, OwnerUsersQuery, UserMerges],
})
export class OwnerModule implements OnModuleInit {
  readonly #logger = new Logger('Owner');

  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  onModuleInit(): void {
    if (siteKeyOpensAdmin(this.settings)) this.#logger.warn(localize(ownerMessages.site_key_opens_admin));
  }
}
