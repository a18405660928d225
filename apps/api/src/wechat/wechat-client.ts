import { Inject, Injectable } from '@nestjs/common';
import { message } from '../platform/operator-messages/messages.ts';
import { wechatMessages } from './wechat-messages.ts';
import { SETTINGS, type Settings } from '../config/settings.ts';
import type { AccessTokenKeeper } from './access-token-keeper.ts';
import { AccessTokenKeepers } from './access-token-keepers.ts';
import { noMiniProgram, requireMiniProgram } from './mini-program-account.ts';
import { readIdentity } from './replies.ts';
import { UsedLoginCodes } from './used-login-codes.ts';
import { WechatError } from './wechat-error.ts';
import { WechatTransport } from './wechat-transport.ts';
import { readWxacode, type WxacodePicture } from './wxacode-picture.ts';

/** Side of the picture in pixels, WeChat's default: sharp on a screen, about 100 KB. */
const WXACODE_WIDTH = 430;
/** For a picture and everything that may precede it: a new access token, a refused one, another. */
const WXACODE_WHOLE_MS = 12_000;

/** The identity of a login code. The session key is a secret: it is kept encrypted and never sent. */
export interface WechatIdentity {
  /** Of the mini program. */
  appId: string;
  openid: string;
  unionid?: string;
  sessionKey: string;
}

/** What Maqiao asks of WeChat about its mini program. Every failure is an ApiError whose `operatorHint` names cause and cure. */
@Injectable()
export class WechatClient {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly transport: WechatTransport,
    private readonly keepers: AccessTokenKeepers,
    private readonly usedLoginCodes: UsedLoginCodes,
  ) {}

  /**
   * The mini-program code that opens the login page with this scene (WeChat: getUnlimitedQRCode).
   * @param scene at most 32 characters of WeChat's alphabet.
   * @throws ApiError `wechat_busy`, `wechat_unavailable`, `wechat_misconfigured`, `internal`.
   */
  async fetchWxacode(scene: string): Promise<WxacodePicture> {
    const { page, checkPath, envVersion } = requireMiniProgram(this.settings);
    const body = { scene, page, check_path: checkPath, env_version: envVersion, width: WXACODE_WIDTH };
    return this.#accessTokens().use('getwxacodeunlimit', WXACODE_WHOLE_MS, (accessToken, timeoutMs) =>
      this.transport.call(
        'getwxacodeunlimit',
        { query: { access_token: accessToken }, body, timeoutMs },
        readWxacode,
      ),
    );
  }

  /**
   * Turns what `wx.login` gave the phone into an identity (WeChat: code2Session). A code is sent once, whatever
   * happens: after any failure the phone has to get a new one.
   * @throws ApiError `invalid_login_code`, `login_blocked`, `wechat_busy`, `wechat_unavailable`, `wechat_misconfigured`.
   */
  async exchangeLoginCode(code: string): Promise<WechatIdentity> {
    if (!this.usedLoginCodes.claim(code)) {
      throw new WechatError('invalid_login_code', 'jscode2session', {
        hint: message(wechatMessages.login_code_again),
      });
    }
    const { appId, appSecret } = requireMiniProgram(this.settings);
    const query = { appid: appId, secret: appSecret, js_code: code, grant_type: 'authorization_code' };
    const { openid, unionid, session_key } = await this.transport.call(
      'jscode2session',
      { query },
      readIdentity,
    );
    return { appId, openid, ...(unionid !== undefined && { unionid }), sessionKey: session_key };
  }

  #accessTokens(): AccessTokenKeeper {
    const keeper = this.keepers.of('wechat-mini-program');
    if (keeper === undefined) throw noMiniProgram();
    return keeper;
  }
}
