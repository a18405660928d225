import type { SceneCode } from '@maqiao/shared';
import { Injectable } from '@nestjs/common';
import { Limits } from '../../../limits/limits.ts';
import { WechatClient } from '../../../wechat/wechat-client.ts';
import type { AskingBrowser, SceneMethod } from '../scene-method.ts';

/** The method `mini-program`: the browser shows a mini-program code, and the mini program that it opens calls us. */
@Injectable()
export class MiniProgramMethod implements SceneMethod {
  readonly id = 'mini-program';
  readonly kind = 'scene';

  constructor(
    private readonly limits: Limits,
    private readonly wechat: WechatClient,
  ) {}

  /** @throws ApiError `rate_limited`, `wechat_busy`, `wechat_unavailable`, `wechat_misconfigured` */
  async makeCode(scene: string, browser: AskingBrowser): Promise<SceneCode> {
    await this.limits.wxacode(() => browser.livingSession());
    const { mediaType, bytes } = await this.wechat.fetchWxacode(scene);
    return { wxacode: { mediaType, data: bytes.toString('base64') } };
  }
}
