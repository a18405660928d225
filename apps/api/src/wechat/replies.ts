import { z } from 'zod';
import { joinMessages, message } from '../platform/operator-messages/messages.ts';
import { wechatMessages } from './wechat-messages.ts';
import type { WechatEndpoint } from './endpoints.ts';
import { meaningOfErrcode } from './errcodes.ts';
import { refusedByWechat, unavailable } from './wechat-error.ts';
import type { WechatAnswer } from './wechat-transport.ts';

// What WeChat answers in JSON, as unions of success and failure. Further members are tolerated, and so is a number
// written as text: replies are validated by a schema, never read member by member.

/** The longest JSON that any of these calls answers is under 2 KB. */
const MAX_JSON_BYTES = 64 * 1024;

/** Leaves a byte order mark out. */
const utf8 = new TextDecoder();

/** A whole number, also where WeChat writes it as text. */
export const wholeNumber = z.union([
  z.int(),
  z
    .string()
    .regex(/^-?\d{1,10}$/)
    .transform(Number),
]);
/** The `errcode` of a success, which mostly has none. */
export const noError = wholeNumber.refine((errcode) => errcode === 0).optional();
/** Visible ASCII characters. */
export const visible = (longest: number) =>
  z
    .string()
    .regex(/^[\x21-\x7e]+$/)
    .max(longest);

const failure = z.object({
  errcode: wholeNumber.refine((errcode) => errcode !== 0),
  errmsg: z.string().catch(''),
});

const accessToken = z.object({
  errcode: noError,
  // 512 are announced.
  access_token: visible(2048),
  expires_in: wholeNumber.refine((seconds) => seconds > 0 && seconds <= 30 * 86_400),
});

const identity = z.object({
  errcode: noError,
  openid: visible(128),
  // Base64 of 16 bytes so far.
  session_key: z.string().min(1).max(256),
  // Only accounts bound to an open-platform account have it; an odd value must not stop a login.
  unionid: visible(128).optional().catch(undefined),
});

const parametricCode = z.object({
  errcode: noError,
  // What the code holds. Usually http://weixin.qq.com/q/…
  url: z.url().max(512),
});

const follower = z.object({
  errcode: noError,
  openid: visible(128),
  unionid: visible(128).optional().catch(undefined),
});

/** An account's own answers and its menu are kept as WeChat sends them: they are shown to the owner, and not read. */
const consoleInfo = z.looseObject({ errcode: noError });

/** An access token and the seconds it still lives. */
export type AccessTokenReply = z.output<typeof accessToken>;
/** The identity of a login code. */
export type IdentityReply = z.output<typeof identity>;

/** Reads the answer of `stable_token`. @throws WechatError for a refusal or anything that is not an answer. */
export function readAccessToken(answer: WechatAnswer): AccessTokenReply {
  return readReply('stable_token', accessToken, answer);
}

/** Reads the answer of `jscode2session`. @throws WechatError for a refusal or anything that is not an answer. */
export function readIdentity(answer: WechatAnswer): IdentityReply {
  return readReply('jscode2session', identity, answer);
}

/** Reads the answer of `qrcode/create`. @throws WechatError for a refusal or anything that is not an answer. */
export function readParametricCode(answer: WechatAnswer): z.output<typeof parametricCode> {
  return readReply('qrcode_create', parametricCode, answer);
}

/** Reads the answer of `user/info`. @throws WechatError for a refusal or anything that is not an answer. */
export function readFollower(answer: WechatAnswer): z.output<typeof follower> {
  return readReply('user_info', follower, answer);
}

/** Reads what the console of an account is set to. @throws WechatError for a refusal or anything that is not an answer. */
export function readConsoleInfo(
  endpoint: 'get_current_autoreply_info' | 'get_current_selfmenu_info',
  answer: WechatAnswer,
): z.output<typeof consoleInfo> {
  return readReply(endpoint, consoleInfo, answer);
}

/** Reads bytes as WeChat's failure; undefined when they are something else. */
export function readFailure(bytes: Buffer): { errcode: number; errmsg: string } | undefined {
  return failure.safeParse(parseJson(bytes)).data;
}

/**
 * Reads an answer of JSON by the schema of its success.
 * @param refused the error for a refusal
 * @throws WechatError for a refusal or anything that is not an answer
 */
export function readReply<S extends z.ZodType>(
  endpoint: WechatEndpoint,
  success: S,
  answer: WechatAnswer,
  refused = (errcode: number, errmsg: string) =>
    refusedByWechat(endpoint, errcode, errmsg, meaningOfErrcode(endpoint, errcode, answer.account)),
): z.output<S> {
  const json = parseJson(answer.bytes);
  // A success has no errcode but 0, so what is one is no failure.
  const succeeded = success.safeParse(json);
  if (succeeded.success) return succeeded.data;
  const failed = failure.safeParse(json);
  if (failed.success) throw refused(failed.data.errcode, failed.data.errmsg);
  // Names of members only: their values are secret.
  const wrong = [...new Set(succeeded.error.issues.map((issue) => issue.path.map(String).join('.')))].filter(
    Boolean,
  );
  const what =
    json === undefined
      ? message(wechatMessages.wechat_not_json, { bytes: answer.bytes.length, mediaType: answer.mediaType })
      : message(wechatMessages.wechat_json_unusable, { members: wrong.join(', ') || 'object' });
  throw unavailable(endpoint, joinMessages(what, message(wechatMessages.who_answers)));
}

/** JSON whatever the content type says (`text/plain` is usual), with or without a byte order mark. */
function parseJson(bytes: Buffer): unknown {
  if (bytes.length > MAX_JSON_BYTES) return undefined;
  try {
    return JSON.parse(utf8.decode(bytes));
  } catch {
    return undefined;
  }
}
