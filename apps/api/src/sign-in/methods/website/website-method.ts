import { Injectable } from '@nestjs/common';
import { websiteAddress } from '../../../wechat/authorize-address.ts';
import { websiteAppOf } from '../../../wechat/web-oauth-apps.ts';
import type { RedirectJourney, RedirectProof } from '../redirect-method.ts';
import { WebOauthMethod } from '../web-oauth-method.ts';
import { identityWithProfile } from '../web-oauth-proof.ts';

/**
 * The method `website`: the browser shows WeChat's own code for a website app of the open platform, on a full page, in a
 * pop-up, or in a frame; WeChat on the same computer offers to sign in without a scan.
 */
@Injectable()
export class WebsiteMethod extends WebOauthMethod {
  readonly id = 'website';
  readonly isEmbeddable = true;
  protected readonly appIn = websiteAppOf;

  worksIn(): boolean {
    return true;
  }

  addressFor({ state, redirectUri, language, embedded }: RedirectJourney): string {
    const { appId } = this.app;
    const origin = this.wechat.openBaseUrl;
    return websiteAddress({ origin, appId, redirectUri, state }, { language, embedded });
  }

  async prove(code: string): Promise<RedirectProof> {
    const { app } = this;
    const proof = await this.exchange(app, code);
    return identityWithProfile(this.client, { provider: 'wechat-website', app, proof });
  }
}
