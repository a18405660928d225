import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '../../../config/settings.ts';
import { ApiError } from '../../../platform/http/api-error.ts';
import { websiteAddress } from '../../../wechat/authorize-address.ts';
import { websiteAppOf } from '../../../wechat/web-oauth-apps.ts';
import { WebOauthClient, type WebOauthApp } from '../../../wechat/web-oauth-client.ts';
import type { RedirectJourney, RedirectMethod, RedirectProof } from '../redirect-method.ts';
import { identityWithProfile } from '../web-oauth-proof.ts';

/**
 * The method `website`: the browser shows WeChat's own code for a website app of the open platform, on a full page, in a
 * pop-up, or in a frame; WeChat on the same computer offers to sign in without a scan.
 */
@Injectable()
export class WebsiteMethod implements RedirectMethod {
  readonly id = 'website';
  readonly kind = 'redirect';
  /** No value of RFC 8176 says that somebody else vouches for the person. */
  readonly amr = ['wechat'] as const;
  readonly isEmbeddable = true;
  readonly #wechat: Settings['wechat'];

  constructor(
    private readonly client: WebOauthClient,
    @Inject(SETTINGS) { wechat }: Pick<Settings, 'wechat'>,
  ) {
    this.#wechat = wechat;
  }

  worksIn(): boolean {
    return true;
  }

  addressFor({ state, redirectUri, language, embedded }: RedirectJourney): string {
    const { appId } = this.#app;
    const origin = this.#wechat.openBaseUrl;
    return websiteAddress({ origin, appId, redirectUri, state }, { language, embedded });
  }

  async prove(code: string): Promise<RedirectProof> {
    const app = this.#app;
    const proof = await this.client.exchangeCode(app, code);
    if (proof.isSnapshot) throw new ApiError('snapshot_visitor');
    return identityWithProfile(this.client, { provider: 'wechat-website', app, proof });
  }

  get #app(): WebOauthApp {
    const app = websiteAppOf(this.#wechat);
    if (app === undefined) throw new TypeError('the website app is not configured');
    return app;
  }
}
