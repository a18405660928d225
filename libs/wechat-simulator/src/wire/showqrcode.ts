import type { OfficialAccount } from '../official-account/official-account.ts';
import { drawWxacode } from '../wxacode-picture.ts';
import { type WireEndpoint, type WireResult, failure } from './wire-call.ts';

const WIDTH = 430;
const BLACK = { r: 0, g: 0, b: 0 };

/** `GET /cgi-bin/showqrcode` of mp.weixin.qq.com: the picture of a parametric code; 404 for an unknown ticket. */
export function showqrcodeEndpoint(account: OfficialAccount | undefined): WireEndpoint {
  return {
    path: '/cgi-bin/showqrcode',
    failureContentType: 'text/html; charset=utf-8',
    failureSeparator: ' ',
    // A ticket is as good as the picture: whoever has it can be the one who scans.
    parameters: () => ({}),
    async answer(call): Promise<WireResult> {
      if (call.method !== 'GET') return failure(43001);
      const code = account?.codes.find(call.query.get('ticket') ?? '');
      if (!code) return { ok: true, status: 404, contentType: 'text/html; charset=utf-8', body: '' };
      const body = await drawWxacode(code.url, { width: WIDTH, colour: BLACK, transparent: false });
      return { ok: true, contentType: 'image/jpg', body };
    },
  };
}
