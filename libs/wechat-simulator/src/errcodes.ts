import { randomBytes } from 'node:crypto';

/**
 * WeChat's own words for the numbers it answers. Clients must decide by the number: the words, and what
 * follows them, vary from one year to the next.
 */
const MESSAGES: Readonly<Record<number, string>> = {
  [-1]: 'system error',
  40001:
    'invalid credential, access_token is invalid or not latest, could get access_token by getStableAccessToken, more details at https://mmbizurl.cn/s/JtxxFh33r',
  40002: 'invalid grant_type',
  40003: 'invalid openid',
  40013: 'invalid appid',
  40014: 'invalid access_token',
  40029: 'invalid code',
  40030: 'invalid refresh_token',
  40052: 'invalid action name',
  40053: 'invalid action info',
  40097: 'invalid args',
  40125: 'invalid appsecret',
  40129: 'invalid scene',
  40163: 'code been used',
  40169: 'invalid length for scene, or the data is not json string',
  40226: 'code blocked',
  40243: 'AppSecret has been frozen, please reset it',
  41001: 'access_token missing',
  41002: 'appid missing',
  41003: 'refresh_token missing',
  41004: 'appsecret missing',
  41008: 'missing code',
  41009: 'missing openid',
  41030: 'invalid page',
  42001: 'access_token expired',
  42002: 'refresh_token expired',
  43001: 'require GET method',
  43002: 'require POST method',
  45009: 'reach max api daily quota limit',
  45011: 'api minute-quota reach limit, must slower, retry next minute',
  47001: 'data format error',
  48001: 'api unauthorized',
  50004: 'forbid to use token interface',
  50007: 'account is frozen',
  85096: 'not allow include scancode_time field',
  89503: 'this ip needs the consent of the administrator, please confirm it in the console',
  89506: 'this ip was refused by the administrator, try again after 24 hours',
  89507: 'this ip was refused by the administrator, try again after 1 hour',
};

/** WeChat's reference of one failed request: the time in seconds and two random words, in hexadecimal. */
function requestReference(now: number): string {
  const seconds = Math.floor(now / 1000).toString(16);
  const random = randomBytes(8).toString('hex');
  return `${seconds.padStart(8, '0')}-${random.slice(0, 8)}-${random.slice(8)}`;
}

/** What a failure's words depend on besides its number. */
export interface FailureContext {
  /** Milliseconds since 1970, for the `rid`. */
  readonly now: number;
  /** The caller's address; 40164 repeats it. */
  readonly callerAddress: string;
  /** What stands between the words and the `rid`: a space, or for jscode2session a comma and a space. */
  readonly separator: string;
}

/** The JSON body of a failure. `errmsg` replaces WeChat's usual words for that number. */
export function failureBody(errcode: number, context: FailureContext, errmsg?: string): string {
  const address = context.callerAddress.replace(/^::ffff:/, '');
  const usual =
    errcode === 40164
      ? `invalid ip ${address} ipv6 ${context.callerAddress}, not in whitelist`
      : (MESSAGES[errcode] ?? 'unknown error');
  const words = `${errmsg ?? usual}${context.separator}rid: ${requestReference(context.now)}`;
  return JSON.stringify({ errcode, errmsg: words });
}
