import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock/clock.ts';
import { message } from '../platform/operator-messages/messages.ts';
import { wechatMessages } from './wechat-messages.ts';
import { SETTINGS, type Settings } from '../config/settings.ts';
import { AccessTokenKeeper } from './access-token-keeper.ts';
import { requireMiniProgram } from './mini-program-account.ts';
import { readIdentity } from './replies.ts';
import { UsedLoginCodes } from './used-login-codes.ts';
import { WechatError, unavailable } from './wechat-error.ts';
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

/** What Maqiao asks of WeChat. Every failure is an ApiError whose `operatorHint` names cause and cure. */
@Injectable()
export class WechatClient {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly transport: WechatTransport,
    private readonly accessTokens: AccessTokenKeeper,
    private readonly usedLoginCodes: UsedLoginCodes,
    private readonly clock: Clock,
  ) {}

  /**
   * The mini-program code that opens the login page with this scene (WeChat: getUnlimitedQRCode).
   * @param scene at most 32 characters of WeChat's alphabet.
   * @throws ApiError `wechat_busy`, `wechat_unavailable`, `wechat_misconfigured`, `internal`.
   */
  async fetchWxacode(scene: string): Promise<WxacodePicture> {
    const deadline = this.clock.steady() + WXACODE_WHOLE_MS;
    const accessToken = await this.accessTokens.get();
    try {
      return await this.requestWxacode(scene, accessToken, deadline);
    } catch (error) {
      if (!(error instanceof WechatError && error.staleAccessToken)) throw error;
    }
    // Only once: a second refusal has another cause than an expired token.
    return this.requestWxacode(scene, await this.accessTokens.replace(accessToken), deadline);
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

  private requestWxacode(scene: string, accessToken: string, deadline: number): Promise<WxacodePicture> {
    const timeoutMs = deadline - this.clock.steady();
    if (timeoutMs <= 0) {
      throw unavailable('getwxacodeunlimit', message(wechatMessages.token_took_all));
    }
    const { page, checkPath, envVersion } = requireMiniProgram(this.settings);
    const body = { scene, page, check_path: checkPath, env_version: envVersion, width: WXACODE_WIDTH };
    const query = { access_token: accessToken };
    return this.transport.call('getwxacodeunlimit', { query, body, timeoutMs }, readWxacode);
  }
}
