import { Inject, Logger, Module, type OnModuleInit } from '@nestjs/common';
import { localize } from '../platform/operator-messages/messages.ts';
import { wechatMessages } from './wechat-messages.ts';
import { SETTINGS, type Settings, wechatIsElsewhere } from '../config/settings.ts';
import { RedisModule } from '../platform/redis/redis.module.ts';
import { SecretModule } from '../platform/secret/secret.module.ts';
import { AccessTokenKeepers, AccessTokenStores } from './access-token-keepers.ts';
import { OfficialAccountClient } from './official-account-client.ts';
import { UsedLoginCodes } from './used-login-codes.ts';
import { WebOauthClient } from './web-oauth-client.ts';
import { WechatPictures } from './wechat-pictures.ts';
import { WechatHttp } from './wechat-http.ts';
import { WechatClient } from './wechat-client.ts';
import { WechatTransport } from './wechat-transport.ts';

/** Needs SETTINGS and Clock from a global module; a WECHAT_OBSERVER is used if there is one. */
@Module({
  imports: [RedisModule, SecretModule],
  providers: [
    {
      provide: WechatHttp,
      useFactory: (settings: Settings) => new WechatHttp(settings.wechat.apiBaseUrl),
      inject: [SETTINGS],
    },
    WechatTransport,
    AccessTokenStores,
    AccessTokenKeepers,
    UsedLoginCodes,
    WechatClient,
    WebOauthClient,
    WechatPictures,
    OfficialAccountClient,
  ],
  exports: [WechatClient, WebOauthClient, WechatPictures, OfficialAccountClient],
})
export class WechatModule implements OnModuleInit {
  private readonly logger = new Logger(WechatModule.name);

  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  /** Warns at the start when the API is not WeChat's own: that server decides who everybody is. */
  onModuleInit(): void {
    if (!wechatIsElsewhere(this.settings)) return;
    const { demo, wechat } = this.settings;
    this.logger.warn(
      localize(demo ? wechatMessages.demo_plays_wechat : wechatMessages.wechat_elsewhere, {
        url: wechat.apiBaseUrl,
      }),
    );
  }
}
