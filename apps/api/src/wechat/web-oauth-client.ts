import type { IdentityProvider } from '@maqiao/shared';
import { Injectable } from '@nestjs/common';
import { message } from '../platform/operator-messages/messages.ts';
import { UsedLoginCodes } from './used-login-codes.ts';
import { readUserinfo, readValidity, readWebToken, type WebTokenReply } from './web-oauth-replies.ts';
import { WechatError } from './wechat-error.ts';
import { wechatMessages } from './wechat-messages.ts';
import { WechatTransport } from './wechat-transport.ts';

/** A website app of the open platform, or an official account. */
export interface WebOauthApp {
  readonly appId: string;
  readonly appSecret: string;
  readonly provider: IdentityProvider;
}

/** The tokens of one person at one app. Secret: sealed where they are kept, and never sent to a browser. */
export interface WebOauthTokens {
  readonly accessToken: string;
  /** Seconds that the access token lives. */
  readonly expiresIn: number;
  /** Lives for 30 days, and cannot be renewed. */
  readonly refreshToken: string | undefined;
  readonly openid: string;
  /** Such as `snsapi_base`, `snsapi_userinfo`, `snsapi_login`. */
  readonly scopes: readonly string[];
}

/** What a code was exchanged for. */
export interface WebOauthProof extends WebOauthTokens {
  /** Not believed before `sns/userinfo` has answered. */
  readonly unionid: string | undefined;
  /** A visitor of a snapshot page, with an openid and a unionid that are nobody's. */
  readonly isSnapshot: boolean;
}

/** What WeChat shows of a person. Empty texts are undefined. */
export interface WechatProfile {
  readonly openid: string;
  readonly unionid: string | undefined;
  readonly nickname: string | undefined;
  /** The address of their picture. */
  readonly pictureUrl: string | undefined;
}

/**
 * WeChat's web OAuth: https://developers.weixin.qq.com/doc/oplatform/Website_App/WeChat_Login/Wechat_Login.html and
 * https://developers.weixin.qq.com/doc/offiaccount/OA_Web_Apps/Wechat_webpage_authorization.html. Every failure is an
 * ApiError whose `operatorHint` names cause and cure. Nothing is repeated.
 */
@Injectable()
export class WebOauthClient {
  constructor(
    private readonly transport: WechatTransport,
    private readonly usedCodes: UsedLoginCodes,
  ) {}

  /**
   * Exchanges the code that a browser came back with. A code is sent once, whatever happens.
   * @throws ApiError `invalid_login_code`, `login_blocked`, `wechat_busy`, `wechat_unavailable`, `wechat_misconfigured`
   */
  async exchangeCode(app: WebOauthApp, code: string): Promise<WebOauthProof> {
    if (!this.usedCodes.claim(`${app.appId} ${code}`))
      throw new WechatError('invalid_login_code', 'oauth2_access_token', {
        hint: message(wechatMessages.web_code_again),
      });
    const query = { appid: app.appId, secret: app.appSecret, code, grant_type: 'authorization_code' };
    const reply = await this.transport.call('oauth2_access_token', { query }, (answer) =>
      readWebToken('oauth2_access_token', answer, app.provider),
    );
    const { unionid, is_snapshotuser } = reply;
    return { ...tokensIn(reply), unionid, isSnapshot: is_snapshotuser === 1 || is_snapshotuser === true };
  }

  /**
   * Another access token; refreshing one that lives prolongs it.
   * @throws ApiError `wechat_unavailable`, also where the refresh token has ended; `wechat_busy`, `wechat_misconfigured`
   */
  async refresh(app: WebOauthApp, refreshToken: string): Promise<WebOauthTokens> {
    const query = { appid: app.appId, grant_type: 'refresh_token', refresh_token: refreshToken };
    return this.transport.call('oauth2_refresh_token', { query }, (answer) =>
      tokensIn(readWebToken('oauth2_refresh_token', answer, app.provider)),
    );
  }

  /** Whether an access token is good for this person. @throws ApiError when WeChat does not answer */
  async isValid(app: WebOauthApp, accessToken: string, openid: string): Promise<boolean> {
    const query = { access_token: accessToken, openid };
    try {
      await this.transport.call('sns_auth', { query }, (answer) => readValidity(answer, app.provider));
      return true;
    } catch (error) {
      if (error instanceof WechatError && error.errcode !== undefined && error.code === 'wechat_unavailable')
        return false;
      throw error;
    }
  }

  /**
   * What WeChat shows of a person. Sex and region have been empty since October 2021, and are not read.
   * @throws ApiError `wechat_misconfigured` where the person was asked for `snsapi_base` only (48001); `wechat_busy`,
   *   `wechat_unavailable`
   */
  async fetchProfile(app: WebOauthApp, accessToken: string, openid: string): Promise<WechatProfile> {
    const query = { access_token: accessToken, openid, lang: 'zh_CN' };
    const reply = await this.transport.call('sns_userinfo', { query }, (answer) =>
      readUserinfo(answer, app.provider),
    );
    return {
      openid: reply.openid,
      unionid: reply.unionid,
      nickname: reply.nickname === '' ? undefined : reply.nickname,
      pictureUrl: reply.headimgurl === '' ? undefined : reply.headimgurl,
    };
  }
}

function tokensIn(reply: WebTokenReply): WebOauthTokens {
  const { access_token: accessToken, expires_in: expiresIn, refresh_token: refreshToken, openid } = reply;
  return { accessToken, expiresIn, refreshToken, openid, scopes: reply.scope };
}
