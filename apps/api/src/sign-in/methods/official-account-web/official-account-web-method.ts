import { Injectable } from '@nestjs/common';
import { officialAccountAddress } from '../../../wechat/authorize-address.ts';
import { officialAccountAppOf } from '../../../wechat/web-oauth-apps.ts';
import type { RedirectJourney, RedirectProof } from '../redirect-method.ts';
import { WebOauthMethod } from '../web-oauth-method.ts';
import { bareIdentity, identityWithProfile } from '../web-oauth-proof.ts';
import { isWechatBrowser } from '../wechat-browser.ts';

const PROVIDER = 'wechat-official-account';

/**
 * The method `official-account-web`: inside WeChat's own browser WeChat says who holds the phone. The first journey is
 * silent (`snsapi_base`) and names the openid. Somebody who is new here makes a second one (`snsapi_userinfo`), on which
 * WeChat asks them: it tells their unionid, and tells people from visitors of a snapshot page.
 */
@Injectable()
export class OfficialAccountWebMethod extends WebOauthMethod {
  readonly id = 'official-account-web';
  /** A frame stays white inside WeChat. */
  readonly isEmbeddable = false;
  protected readonly appIn = officialAccountAppOf;

  worksIn(userAgent: string | undefined): boolean {
    return isWechatBrowser(userAgent);
  }

  addressFor({ state, redirectUri, asksMore }: RedirectJourney): string {
    const { appId } = this.app;
    const origin = this.wechat.openBaseUrl;
    return officialAccountAddress(
      { origin, appId, redirectUri, state },
      asksMore ? 'snsapi_userinfo' : 'snsapi_base',
    );
  }

  async prove(code: string): Promise<RedirectProof> {
    const { app } = this;
    const proof = await this.exchange(app, code);
    const exchanged = { provider: PROVIDER, app, proof } as const;
    if (!proof.scopes.includes('snsapi_userinfo'))
      return { identity: bareIdentity(exchanged), unlessKnown: 'ask-more' };
    return identityWithProfile(this.client, exchanged);
  }
}
