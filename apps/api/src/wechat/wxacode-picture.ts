import { joinMessages, message } from '../platform/operator-messages/messages.ts';
import { wechatMessages } from './wechat-messages.ts';
import { readFailure } from './replies.ts';
import { refusedByWechat, unavailable } from './wechat-error.ts';
import type { WechatAnswer } from './wechat-transport.ts';

export interface WxacodePicture {
  mediaType: 'image/jpeg' | 'image/png';
  bytes: Buffer;
}

const ENDPOINT = 'getwxacodeunlimit';
const JPEG_START = Buffer.from('ffd8', 'hex');
const JPEG_END = Buffer.from('ffd9', 'hex');
const PNG_START = Buffer.from('8950', 'hex');
const PNG_END = Buffer.from('49454e44ae426082', 'hex');
/**
 * A real picture is 20 KB and more, and what a proxy cuts leaves at least a packet. Below this length the end is not
 * checked: the picture of a WeChat stand-in may be only its first bytes.
 */
const SMALLEST_CUT_BYTES = 1024;
/** Some encoders pad after the end marker; anything longer is not a picture's end. */
const TAIL_BYTES = 32;

/**
 * Distinguishes a picture from a failure by the content: both come with status 200, the content type of a failure has
 * varied over the years, and PNG arrives under `image/jpeg`.
 * @throws WechatError for a failure, a picture that is cut, and anything else.
 */
export function readWxacode(answer: WechatAnswer): WxacodePicture {
  const { bytes, mediaType } = answer;
  if (bytes.length === 0)
    throw unavailable(
      ENDPOINT,
      joinMessages(message(wechatMessages.wechat_empty, { mediaType }), message(wechatMessages.who_answers)),
    );
  if (startsWith(bytes, JPEG_START)) return whole(bytes, 'image/jpeg', JPEG_END);
  if (startsWith(bytes, PNG_START)) return whole(bytes, 'image/png', PNG_END);
  const failure = looksLikeJson(bytes) ? readFailure(bytes) : undefined;
  if (failure) throw refusedByWechat(ENDPOINT, failure.errcode, failure.errmsg, answer.account);
  const what = message(wechatMessages.wechat_no_picture, { bytes: bytes.length, mediaType });
  throw unavailable(ENDPOINT, joinMessages(what, message(wechatMessages.who_answers)));
}

function whole(bytes: Buffer, mediaType: WxacodePicture['mediaType'], end: Buffer): WxacodePicture {
  const ends = bytes.length < SMALLEST_CUT_BYTES || bytes.subarray(-TAIL_BYTES).includes(end);
  if (ends) return { mediaType, bytes };
  throw unavailable(ENDPOINT, message(wechatMessages.wechat_picture_cut, { bytes: bytes.length, mediaType }));
}

function startsWith(bytes: Buffer, start: Buffer): boolean {
  return bytes.subarray(0, start.length).equals(start);
}

/** Whether the first byte that is no space is `{`; a byte order mark counts as space. */
function looksLikeJson(bytes: Buffer): boolean {
  const first = bytes.findIndex((byte) => ![0x20, 0x09, 0x0a, 0x0d, 0xef, 0xbb, 0xbf].includes(byte));
  return bytes[first] === 0x7b;
}
