import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, wechatIsElsewhere, type Settings } from '../config/settings.ts';
import { ApiError } from '../platform/http/api-error.ts';
import { localize } from '../platform/operator-messages/messages.ts';
import { wechatMessages } from './wechat-messages.ts';

/** Pictures of people are 132 or 640 pixels wide, and a tenth of it. */
const AT_MOST_BYTES = 2 * 1024 * 1024;
const TIMEOUT_MS = 5_000;

/** Pictures of people at WeChat's own host for them. No other address is ever asked, and no redirect followed. */
@Injectable()
export class WechatPictures {
  /** Where WeChat is played by another server, that one has the pictures too. */
  readonly #elsewhere: string | undefined;

  constructor(@Inject(SETTINGS) settings: Settings) {
    this.#elsewhere = wechatIsElsewhere(settings) ? new URL(settings.wechat.apiBaseUrl).origin : undefined;
  }

  /**
   * The bytes of a picture, as they came: they are drawn anew before anybody sees them.
   * @throws ApiError `wechat_unavailable` when there is none at that address, or not in time, or it is too large
   */
  async fetch(address: string): Promise<Buffer> {
    const url = this.#addressOf(address);
    if (url === undefined) throw unavailable('host');
    try {
      const answer = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
      if (!answer.ok || answer.body === null) throw unavailable(`status ${answer.status}`);
      const chunks: Uint8Array[] = [];
      let length = 0;
      for await (const chunk of answer.body as AsyncIterable<Uint8Array>) {
        length += chunk.length;
        if (length > AT_MOST_BYTES) throw unavailable('size');
        chunks.push(chunk);
      }
      return Buffer.concat(chunks);
    } catch (error) {
      throw error instanceof ApiError ? error : unavailable('connection');
    }
  }

  /** Older answers of WeChat say http. */
  #addressOf(address: string): URL | undefined {
    const url = URL.parse(address);
    if (url === null || url.username !== '' || url.password !== '') return undefined;
    if (url.origin === this.#elsewhere) return url;
    if (!url.hostname.endsWith('.qlogo.cn') || url.port !== '') return undefined;
    if (url.protocol === 'http:') url.protocol = 'https:';
    return url.protocol === 'https:' ? url : undefined;
  }
}

function unavailable(why: string): ApiError {
  return new ApiError('wechat_unavailable', {
    operatorHint: localize(wechatMessages.picture_not_fetched, { why }),
  });
}
