import { Inject, Logger, Module, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../platform/clock/clock.ts';
import { localize } from '../platform/operator-messages/messages.ts';
import { wechatMessages } from './wechat-messages.ts';
import { SETTINGS, type Settings, wechatIsElsewhere } from '../config/settings.ts';
import { RedisModule } from '../platform/redis/redis.module.ts';
import { SharedRedis } from '../platform/redis/shared-redis.ts';
import { MaqiaoSecret } from '../platform/secret/maqiao-secret.ts';
import { SecretModule } from '../platform/secret/secret.module.ts';
import { AccessTokenKeeper } from './access-token-keeper.ts';
import { AccessTokenStore } from './access-token-store.ts';
import { MemoryAccessTokenStore } from './memory-access-token-store.ts';
import { RedisAccessTokenStore } from './redis-access-token-store.ts';
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
    {
      provide: AccessTokenStore,
      inject: [SharedRedis, MaqiaoSecret, Clock],
      useFactory: (redis: SharedRedis | null, secret: MaqiaoSecret, clock: Clock) =>
        redis === null ? new MemoryAccessTokenStore(clock) : new RedisAccessTokenStore(redis, secret),
    },
    WechatTransport,
    AccessTokenKeeper,
    UsedLoginCodes,
    WechatClient,
    WebOauthClient,
    WechatPictures,
  ],
  exports: [WechatClient, WebOauthClient, WechatPictures],
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
