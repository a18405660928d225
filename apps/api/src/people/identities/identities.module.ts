import { Module } from '@nestjs/common';
import { SETTINGS, type Settings } from '../../config/settings.ts';
import { wechatAccountsOf } from '../../config/wechat-accounts.ts';
import { DatabaseModule } from '../../platform/database/database.module.ts';
import { SecretModule } from '../../platform/secret/secret.module.ts';
import { WebhooksModule } from '../../webhooks/webhooks.module.ts';
import { UsersModule } from '../users/users.module.ts';
import { IdentitiesTable } from './identities-table.ts';
import { IdentitiesService, WECHAT_ACCOUNTS } from './identities.service.ts';
import { WechatGrants } from './wechat-grants.ts';
import { Unsubscriptions } from './unsubscriptions.ts';

/** Identities: which openid of which account belongs to which user. */
@Module({
  imports: [DatabaseModule, SecretModule, UsersModule, WebhooksModule],
  providers: [
    IdentitiesService,
    IdentitiesTable,
    WechatGrants,
    Unsubscriptions,
    {
      provide: WECHAT_ACCOUNTS,
      inject: [SETTINGS],
      useFactory: (settings: Settings) => wechatAccountsOf(settings),
    },
  ],
  exports: [IdentitiesService, IdentitiesTable, Unsubscriptions, WechatGrants],
})
export class IdentitiesModule {}
