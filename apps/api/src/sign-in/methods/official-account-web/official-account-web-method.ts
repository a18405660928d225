import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '../../../config/settings.ts';
import { ApiError } from '../../../platform/http/api-error.ts';
import { officialAccountAddress } from '../../../wechat/authorize-address.ts';
import { officialAccountAppOf } from '../../../wechat/web-oauth-apps.ts';
import { WebOauthClient, type WebOauthApp } from '../../../wechat/web-oauth-client.ts';
import type { RedirectJourney, RedirectMethod, RedirectProof } from '../redirect-method.ts';
import { bareIdentity, identityWithProfile } from '../web-oauth-proof.ts';
import { isWechatBrowser } from '../wechat-browser.ts';

const PROVIDER = 'wechat-official-account';

/**
 * The method `official-account-web`: inside WeChat's own browser WeChat says who holds the phone. The first journey is
 * silent (`snsapi_base`) and names the openid. Somebody who is new here makes a second one (`snsapi_userinfo`), on which
 * WeChat asks them: it tells their unionid, and tells people from visitors of a snapshot page.
 */
@Injectable()
export class OfficialAccountWebMethod implements RedirectMethod {
  readonly id = 'official-account-web';
  readonly kind = 'redirect';
  /** No value of RFC 8176 says that somebody else vouches for the person. */
  readonly amr = ['wechat'] as const;
  /** A frame stays white inside WeChat. */
  readonly isEmbeddable = false;
  readonly #wechat: Settings['wechat'];

  constructor(
    private readonly client: WebOauthClient,
    @Inject(SETTINGS) { wechat }: Pick<Settings, 'wechat'>,
  ) {
    this.#wechat = wechat;
  }

  worksIn(userAgent: string | undefined): boolean {
    return isWechatBrowser(userAgent);
  }

  addressFor({ state, redirectUri, asksMore }: RedirectJourney): string {
    const { appId } = this.#app;
    const origin = this.#wechat.openBaseUrl;
    return officialAccountAddress(
      { origin, appId, redirectUri, state },
      asksMore ? 'snsapi_userinfo' : 'snsapi_base',
    );
  }

  async prove(code: string): Promise<RedirectProof> {
    const app = this.#app;
    const proof = await this.client.exchangeCode(app, code);
    // A visitor of a page in a chat or search result, whom WeChat gives an openid that is nobody's.
    if (proof.isSnapshot) throw new ApiError('snapshot_visitor');
    const exchanged = { provider: PROVIDER, app, proof } as const;
    if (!proof.scopes.includes('snsapi_userinfo'))
      return { identity: bareIdentity(exchanged), unlessKnown: 'ask-more' };
    return identityWithProfile(this.client, exchanged);
  }

  get #app(): WebOauthApp {
    const app = officialAccountAppOf(this.#wechat);
    if (app === undefined) throw new TypeError('the official account is not configured');
    return app;
  }
}
