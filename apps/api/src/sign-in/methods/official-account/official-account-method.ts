import type { SceneCode } from '@maqiao/shared';
import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '../../../config/settings.ts';
import { Limits } from '../../../limits/limits.ts';
import { OfficialAccountClient } from '../../../wechat/official-account-client.ts';
import type { AskingBrowser, SceneMethod } from '../scene-method.ts';

/** Side of the picture in pixels, as of the mini program's. */
const WIDTH = 430;
/**
 * Options of pngjs: in shades of grey, each row as what differs from the row above, which it mostly equals. By default
 * it tries five ways for each row, which takes most of the time, and the picture is larger.
 */
const AS_PNG = { colorType: 0, filterType: 2, deflateLevel: 9 };
/** WeChat's own default; a code that ends with its page would be refused to whoever scans in the last second. */
const LEAST_SECONDS = 60;

/** What the parameter of a code begins with, so that codes of the owner's own are told apart. */
export const SCENE_PREFIX = 'mq_';

/** The method `official-account`: the browser shows a code of the account with the scene in it, and WeChat tells who scans. */
@Injectable()
export class OfficialAccountMethod implements SceneMethod {
  readonly id = 'official-account';
  readonly kind = 'scene';

  constructor(
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'lifetimes'>,
    private readonly limits: Limits,
    private readonly wechat: OfficialAccountClient,
  ) {}

  /** @throws ApiError `rate_limited`, `wechat_busy`, `wechat_unavailable`, `wechat_misconfigured` */
  async makeCode(scene: string, browser: AskingBrowser): Promise<SceneCode> {
    await this.limits.wxacode(() => browser.livingSession());
    const seconds = Math.max(LEAST_SECONDS, Math.ceil(this.settings.lifetimes.pending / 1000));
    const url = await this.wechat.createCode(SCENE_PREFIX + scene, seconds);
    // Loaded with the first code: most servers make none.
    const { default: qrcode } = await import('qrcode');
    const picture = await qrcode.toBuffer(url, {
      type: 'png',
      errorCorrectionLevel: 'M',
      width: WIDTH,
      rendererOpts: AS_PNG,
    });
    return { qrcode: { mediaType: 'image/png', data: picture.toString('base64') } };
  }
}
