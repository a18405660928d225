import { Module } from '@nestjs/common';
import { SETTINGS, type Settings } from '../../config/settings.ts';
import { wechatAccountsOf } from '../../config/wechat-accounts.ts';
import { DatabaseModule } from '../../platform/database/database.module.ts';
import { SecretModule } from '../../platform/secret/secret.module.ts';
import { WebhooksModule } from '../../webhooks/webhooks.module.ts';
import { UsersModule } from '../users/users.module.ts';
import { IdentitiesTable } from './identities-table.ts';
import { IdentitiesService } from './identities.service.ts';
import { Unsubscriptions } from './unsubscriptions.ts';
import { WaysIn } from './ways-in.ts';
import { WECHAT_ACCOUNTS } from './wechat-accounts-token.ts';
import { WechatGrants } from './wechat-grants.ts';

/** Identities: which openid of which account belongs to which user. */
@Module({
  imports: [DatabaseModule, SecretModule, UsersModule, WebhooksModule],
  providers: [
    IdentitiesService,
    IdentitiesTable,
    Unsubscriptions,
    WaysIn,
    WechatGrants,
    {
      provide: WECHAT_ACCOUNTS,
      inject: [SETTINGS],
      useFactory: (settings: Settings) => wechatAccountsOf(settings),
    },
  ],
  exports: [IdentitiesService, IdentitiesTable, Unsubscriptions, WaysIn, WechatGrants, WECHAT_ACCOUNTS],
})
export class IdentitiesModule {}
