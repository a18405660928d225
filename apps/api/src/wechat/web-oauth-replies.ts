import type { IdentityProvider } from '@maqiao/shared';
import { z } from 'zod';
import type { WechatEndpoint } from './endpoints.ts';
import { noError, readReply, visible, wholeNumber } from './replies.ts';
import { meaningOfWebOauthErrcode } from './web-oauth-errcodes.ts';
import { refusedByWechat } from './wechat-error.ts';
import type { WechatAnswer } from './wechat-transport.ts';

// Answers of web OAuth, after the pages of the website app and of the official account. All are text/plain.

/** An odd value that a sign-in can do without counts as missing. */
const optionalId = visible(128).optional().catch(undefined);

const token = z.object({
  errcode: noError,
  access_token: visible(2048),
  expires_in: wholeNumber.refine((seconds) => seconds > 0 && seconds <= 30 * 86_400),
  refresh_token: visible(2048).optional().catch(undefined),
  openid: visible(128),
  // Commas between them; one source writes spaces.
  scope: z
    .string()
    .catch('')
    .transform((text) => text.split(/[\s,]+/).filter((one) => one !== '')),
  unionid: optionalId,
  is_snapshotuser: z.union([wholeNumber, z.boolean()]).optional().catch(undefined),
});

const userinfo = z.object({
  errcode: noError,
  openid: visible(128),
  nickname: z.string().max(1000).catch(''),
  headimgurl: z.string().max(2048).catch(''),
  unionid: optionalId,
});

/** A success of `sns/auth` is `{"errcode":0,"errmsg":"ok"}`. */
const valid = z.object({ errcode: wholeNumber.refine((errcode) => errcode === 0) });

export type WebTokenReply = z.output<typeof token>;
export type UserinfoReply = z.output<typeof userinfo>;

/** Reads the answer of `access_token` or `refresh_token`. @throws WechatError */
export function readWebToken(
  endpoint: 'oauth2_access_token' | 'oauth2_refresh_token',
  answer: WechatAnswer,
  account: IdentityProvider,
): WebTokenReply {
  return readReply(endpoint, token, answer, refusedFor(endpoint, account));
}

/** Reads the answer of `sns/userinfo`. @throws WechatError */
export function readUserinfo(answer: WechatAnswer, account: IdentityProvider): UserinfoReply {
  return readReply('sns_userinfo', userinfo, answer, refusedFor('sns_userinfo', account));
}

/** Reads the answer of `sns/auth`. @throws WechatError, also for a token that has ended */
export function readValidity(answer: WechatAnswer, account: IdentityProvider): void {
  readReply('sns_auth', valid, answer, refusedFor('sns_auth', account));
}

function refusedFor(endpoint: WechatEndpoint, account: IdentityProvider) {
  return (errcode: number, errmsg: string) =>
    refusedByWechat(endpoint, errcode, errmsg, meaningOfWebOauthErrcode(endpoint, errcode, account));
}
