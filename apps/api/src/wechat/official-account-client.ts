import { Injectable } from '@nestjs/common';
import { ApiError } from '../platform/http/api-error.ts';
import { localize } from '../platform/operator-messages/messages.ts';
import type { AccessTokenKeeper } from './access-token-keeper.ts';
import { AccessTokenKeepers } from './access-token-keepers.ts';
import { readFollower, readParametricCode } from './replies.ts';
import { wechatMessages } from './wechat-messages.ts';
import { WechatTransport } from './wechat-transport.ts';

/** For a call and everything that may precede it: a new access token, a refused one, another. */
const WHOLE_MS = 12_000;

/** A person who follows the account. */
export interface Follower {
  readonly openid: string;
  /** Only where the account is bound to one of the open platform. */
  readonly unionid?: string | undefined;
}

/** What Maqiao asks of WeChat about its official account. Every failure is an ApiError whose `operatorHint` names cause and cure. */
@Injectable()
export class OfficialAccountClient {
  constructor(
    private readonly transport: WechatTransport,
    private readonly keepers: AccessTokenKeepers,
  ) {}

  /** Whether the account has a secret, so that WeChat can be asked at all. */
  get canAsk(): boolean {
    return this.keepers.of(ACCOUNT) !== undefined;
  }

  /**
   * A code with a parameter, for a while: whoever scans it follows the account, and WeChat pushes the event (WeChat:
   * qrcode/create, `QR_STR_SCENE`).
   * @param sceneStr 1 to 64 characters
   * @param seconds until it ends, at most 2,592,000
   * @returns the address that the picture of the code has to hold
   * @throws ApiError `wechat_busy`, `wechat_unavailable`, `wechat_misconfigured`
   */
  async createCode(sceneStr: string, seconds: number): Promise<string> {
    const body = {
      expire_seconds: seconds,
      action_name: 'QR_STR_SCENE',
      action_info: { scene: { scene_str: sceneStr } },
    };
    const { url } = await this.#keeper().use('qrcode_create', WHOLE_MS, (access_token, timeoutMs) =>
      this.transport.call(
        'qrcode_create',
        { query: { access_token }, body, timeoutMs, account: ACCOUNT },
        readParametricCode,
      ),
    );
    return url;
  }

  /**
   * Who a follower is at the other accounts of the owner (WeChat: user/info).
   * @throws ApiError `wechat_busy`, `wechat_unavailable`, `wechat_misconfigured`
   */
  async follower(openid: string): Promise<Follower> {
    const { unionid } = await this.#keeper().use('user_info', WHOLE_MS, (access_token, timeoutMs) =>
      this.transport.call(
        'user_info',
        { query: { access_token, openid }, timeoutMs, account: ACCOUNT },
        readFollower,
      ),
    );
    return { openid, unionid };
  }

  #keeper(): AccessTokenKeeper {
    const keeper = this.keepers.of(ACCOUNT);
    if (keeper === undefined) {
      throw new ApiError('wechat_misconfigured', {
        operatorHint: localize(wechatMessages.no_official_account),
      });
    }
    return keeper;
  }
}

const ACCOUNT = 'wechat-official-account';
