import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '../../config/settings.ts';
import { ApiError } from '../../platform/http/api-error.ts';
import { WebOauthClient, type WebOauthApp, type WebOauthProof } from '../../wechat/web-oauth-client.ts';
import type { RedirectJourney, RedirectMethod, RedirectProof } from './redirect-method.ts';

/** What the methods of WeChat's web OAuth have in common. */
@Injectable()
export abstract class WebOauthMethod implements RedirectMethod {
  abstract readonly id: string;
  readonly kind = 'redirect';
  /** No value of RFC 8176 says that somebody else vouches for the person. */
  readonly amr = ['wechat'] as const;
  abstract readonly isEmbeddable: boolean;
  protected readonly wechat: Settings['wechat'];

  constructor(
    protected readonly client: WebOauthClient,
    @Inject(SETTINGS) { wechat }: Pick<Settings, 'wechat'>,
  ) {
    this.wechat = wechat;
  }

  abstract worksIn(userAgent: string | undefined): boolean;
  abstract addressFor(journey: RedirectJourney): string;
  abstract prove(code: string): Promise<RedirectProof>;

  /** The account that the method is for; undefined where none is configured. */
  protected abstract appIn(wechat: Settings['wechat']): WebOauthApp | undefined;

  protected get app(): WebOauthApp {
    const app = this.appIn(this.wechat);
    if (app === undefined) throw new TypeError(`the account of ${this.id} is not configured`);
    return app;
  }

  /** @throws ApiError `snapshot_visitor`: somebody whom WeChat gives an openid that is nobody's; or that of WeChat */
  protected async exchange(app: WebOauthApp, code: string): Promise<WebOauthProof> {
    const proof = await this.client.exchangeCode(app, code);
    if (proof.isSnapshot) throw new ApiError('snapshot_visitor');
    return proof;
  }
}
