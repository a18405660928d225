import type { ErrorCode } from '@maqiao/shared';
import { ApiError } from '../platform/http/api-error.ts';
import {
  operatorLanguage,
  joinMessages,
  message,
  type InBoth,
} from '../platform/operator-messages/messages.ts';
import { wechatMessages } from './wechat-messages.ts';
import { wantsToken, type WechatEndpoint } from './endpoints.ts';
import { meaningOfErrcode, type ErrcodeMeaning } from './errcodes.ts';
import { addressIn, requestIdIn } from './errmsg.ts';

/** The numbers with which WeChat refuses an access token that has ended or was replaced. */
const STALE_ACCESS_TOKEN: ReadonlySet<number> = new Set([40001, 40014, 42001]);

interface WechatErrorOptions {
  /** The operator's sentence: cause and cure. */
  hint: InBoth;
  errcode?: number;
  callerAddress?: string;
  retryAfterSeconds?: number;
  cause?: Error;
}

/** A failed call to WeChat, as our error. It contains nothing of the request and nothing of the reply. */
export class WechatError extends ApiError {
  readonly endpoint: WechatEndpoint;
  /** WeChat's number, when it was WeChat that refused. */
  readonly errcode: number | undefined;
  /** Cause and cure without the name of the call, in both languages. */
  readonly hint: InBoth;
  /** Our address as WeChat sees it, when it refused because of that. */
  readonly callerAddress: string | undefined;

  constructor(code: ErrorCode, endpoint: WechatEndpoint, options: WechatErrorOptions) {
    const { hint, retryAfterSeconds, cause } = options;
    const call = `WeChat ${endpoint}:`;
    super(code, {
      operatorHint: joinMessages(call, hint)[operatorLanguage()],
      ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
      ...(cause !== undefined && { cause }),
    });
    this.endpoint = endpoint;
    this.hint = hint;
    this.errcode = options.errcode;
    this.callerAddress = options.callerAddress;
  }

  /** Whether another access token might help. Only calls that carry one can say so. */
  get staleAccessToken(): boolean {
    return wantsToken(this.endpoint) && this.errcode !== undefined && STALE_ACCESS_TOKEN.has(this.errcode);
  }
}

/**
 * WeChat's refusal as our error. Of errmsg only an address (for the IP list) and the rid are kept, for the operator.
 * @param meaning where it depends on the account, or on another table
 */
export function refusedByWechat(
  endpoint: WechatEndpoint,
  errcode: number,
  errmsg: string,
  meaning: ErrcodeMeaning = meaningOfErrcode(endpoint, errcode),
): WechatError {
  const address = meaning.namesAddress ? addressIn(errmsg) : undefined;
  const requestId = requestIdIn(errmsg);
  const parts = [
    `${errcode}:`,
    meaning.words,
    ...(address === undefined ? [] : [message(wechatMessages.wechat_address, { address })]),
    ...(requestId === undefined ? [] : [`rid: ${requestId}`]),
  ];
  return new WechatError(meaning.code, endpoint, {
    hint: joinMessages(...parts),
    errcode,
    ...(address !== undefined && { callerAddress: address }),
    ...(meaning.retryAfterSeconds !== undefined && { retryAfterSeconds: meaning.retryAfterSeconds }),
  });
}

/** WeChat cannot be reached, or the answer is not of WeChat's API. */
export function unavailable(endpoint: WechatEndpoint, hint: InBoth, cause?: Error): WechatError {
  return new WechatError('wechat_unavailable', endpoint, {
    hint,
    ...(cause !== undefined && { cause }),
  });
}
