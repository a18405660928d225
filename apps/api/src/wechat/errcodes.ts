import { ACCOUNT_MENUS, CONSOLE_MENUS, type ErrorCode, type IdentityProvider } from '@maqiao/shared';
import type { InBoth } from '../platform/operator-messages/messages.ts';
import { wantsToken, type WechatEndpoint } from './endpoints.ts';
import { ACCOUNT_SETTINGS } from './wechat-account-kind.ts';

/** What one of WeChat's error codes (`errcode`) means to us. */
export interface ErrcodeMeaning {
  readonly code: ErrorCode;
  /** For the operator: the cause and the cure. */
  readonly words: InBoth;
  /** Seconds until another try makes sense. */
  readonly retryAfterSeconds?: number;
  /** Whether errmsg names the caller's address, which the operator has to enter in the console. */
  readonly namesAddress?: boolean;
}

const meaning = (code: ErrorCode, en: string, zh: string): ErrcodeMeaning => ({
  code,
  words: { en, zh },
});
const misconfigured = (en: string, zh: string) => meaning('wechat_misconfigured', en, zh);
const ipList = (en: string, zh: string): ErrcodeMeaning => ({
  ...misconfigured(en, zh),
  namesAddress: true,
});
const busy = (retryAfterSeconds: number, en: string, zh: string): ErrcodeMeaning => ({
  ...meaning('wechat_busy', en, zh),
  retryAfterSeconds,
});
const unavailable = (en: string, zh: string) => meaning('wechat_unavailable', en, zh);
const loginCode = (en: string, zh: string) => meaning('invalid_login_code', en, zh);
const blocked = (en: string, zh: string) => meaning('login_blocked', en, zh);
/** WeChat does not accept the form of the call: a bug of Maqiao, or of a proxy that rewrites the call. */
const ourFault = (en: string, zh: string) =>
  meaning(
    'internal',
    `${en} A fault of Maqiao, or a proxy at WECHAT_API_BASE_URL rewrites the call.`,
    `${zh}若 WECHAT_API_BASE_URL 是代理，请检查它是否改写了请求。`,
  );

const wrongSecret = misconfigured(
  'WECHAT_APP_SECRET is not the secret of WECHAT_APP_ID, or it was reset: copy it again from the console.',
  'WECHAT_APP_SECRET 不对或已重置，请到公众平台重新获取。',
);
const staleToken = unavailable(
  'The access token was refused, and so was a fresh one: another program may use force_refresh for this AppID, or WECHAT_API_BASE_URL leads to several accounts.',
  'access_token 失效，重新获取后仍被拒绝：可能有其他程序在强制刷新。',
);

/** Every errcode that WeChat documents for our calls, and those that owners of mini programs report. */
const MEANINGS: Readonly<Record<number, ErrcodeMeaning>> = {
  [-1]: busy(3, 'WeChat says it is busy; this passes by itself.', '微信系统繁忙，会自行恢复。'),
  40001: wrongSecret,
  40002: ourFault('WeChat does not know the grant_type.', 'grant_type 不合法。'),
  40013: misconfigured(
    'WECHAT_APP_ID is not known to WeChat: copy it from the console, watch upper and lower case.',
    'WECHAT_APP_ID 不合法，请核对大小写。',
  ),
  40014: staleToken,
  40029: loginCode(
    'The login code is invalid or older than five minutes. If every login says so, the mini program on the phone has another AppID than WECHAT_APP_ID.',
    'code 无效或已过期；若每次都这样，小程序的 AppID 与 WECHAT_APP_ID 不一致。',
  ),
  40097: misconfigured(
    'WeChat refuses an argument of the code: check WECHAT_PAGE and WECHAT_ENV_VERSION, and that no proxy changes the content type.',
    '参数不合法，请检查 WECHAT_PAGE 与 WECHAT_ENV_VERSION。',
  ),
  40125: wrongSecret,
  40129: ourFault('WeChat refuses the scene.', 'scene 不合法。'),
  40163: loginCode('The login code was used before.', 'code 已被使用。'),
  40164: ipList(
    `This server's address is not in the IP list: add it in the console under ${CONSOLE_MENUS.ipList}, of an official account under ${ACCOUNT_MENUS.ipList}.`,
    `服务器 IP 不在白名单：请到公众平台“${CONSOLE_MENUS.ipList}”添加，公众号在“${ACCOUNT_MENUS.ipList}”。`,
  ),
  40169: ourFault(
    'WeChat finds the scene too long, or the body is not JSON.',
    'scene 过长或请求体不是 JSON。',
  ),
  40226: blocked('WeChat blocks this person as a high risk.', '高风险用户，微信已拦截登录。'),
  40243: misconfigured(
    'The AppSecret is frozen: unfreeze or reset it in the console.',
    'AppSecret 已冻结，请到公众平台解冻或重置。',
  ),
  41001: ourFault('The access token is missing.', '缺少 access_token。'),
  41002: misconfigured(
    'The AppID did not arrive: check WECHAT_APP_ID.',
    '缺少 appid，请检查 WECHAT_APP_ID。',
  ),
  41004: misconfigured(
    'The AppSecret did not arrive: check WECHAT_APP_SECRET.',
    '缺少 secret，请检查 WECHAT_APP_SECRET。',
  ),
  41008: ourFault('The login code did not arrive.', '缺少 code。'),
  41030: misconfigured(
    'The page is not published, or not in that version: release the mini program, or set WECHAT_ENV_VERSION=trial (then WECHAT_CHECK_PATH is false); check WECHAT_PAGE.',
    '页面未发布或版本不符：请发布小程序，或设 WECHAT_ENV_VERSION=trial，并检查 WECHAT_PAGE。',
  ),
  42001: staleToken,
  43001: ourFault('WeChat wants GET here.', '需要 GET 请求。'),
  43002: ourFault('WeChat wants POST here.', '需要 POST 请求。'),
  43003: misconfigured(
    'WeChat wants https: check WECHAT_API_BASE_URL.',
    '需要 HTTPS，请检查 WECHAT_API_BASE_URL。',
  ),
  44002: ourFault('The body arrived empty.', '请求体为空。'),
  45009: busy(
    60,
    'The quota of this call is used up, for this minute or this day; the console shows it (and can clear it ten times a month).',
    '接口调用超过限额，可到公众平台查看。',
  ),
  45011: busy(60, 'Called too often in this minute.', '调用太频繁，请稍候。'),
  47001: ourFault('WeChat cannot read the body as JSON.', '请求体不是合法的 JSON。'),
  48001: misconfigured(
    'This account may not make this call, or the access token is that of another account: check that WECHAT_APP_ID is a mini program.',
    '接口未授权，请确认 WECHAT_APP_ID 是小程序。',
  ),
  48004: misconfigured(
    'WeChat has banned this call for the account: see the messages in the console.',
    '接口被封禁，请查看公众平台站内信。',
  ),
  50001: misconfigured('This account may not make this call.', '接口未授权。'),
  50002: blocked('WeChat has restricted this person or account.', '用户受限，可能已被冻结或注销。'),
  50004: misconfigured(
    'This account may not fetch access tokens: see the messages in the console.',
    '该账号禁止使用 token 接口，请查看公众平台站内信。',
  ),
  50007: misconfigured(
    'The account is frozen: see the messages in the console.',
    '账号已冻结，请查看公众平台站内信。',
  ),
  85096: misconfigured(
    'The page or scene must not contain scancode_time: check WECHAT_PAGE.',
    '路径不能包含 scancode_time，请检查 WECHAT_PAGE。',
  ),
  89501: ipList(
    'This address waits for the consent of the administrator of the account: ask them.',
    '此 IP 正在等待管理员确认，请联系管理员。',
  ),
  89503: ipList(
    'This address needs the consent of the administrator of the account: ask them to confirm it in WeChat.',
    '此 IP 需要管理员确认，请联系管理员。',
  ),
  89506: ipList(
    'The administrator refused this address twice; WeChat takes it again after 24 hours.',
    '管理员两次拒绝了此 IP，24 小时内不能再用。',
  ),
  89507: ipList(
    'The administrator refused this address; WeChat takes it again after an hour.',
    '管理员拒绝了此 IP，1 小时内不能再用。',
  ),
};

/** What these mean for an official account. */
const OF_OFFICIAL_ACCOUNT: Readonly<Record<number, ErrcodeMeaning>> = {
  40003: ourFault('WeChat does not know the openid at this account.', '该公众号下没有这个 openid。'),
  46003: unavailable('The account has no menu.', '公众号没有菜单。'),
  48001: misconfigured(
    'This account may not make this call: only certified service accounts and WeChat’s test account may make codes with parameters. Remove WECHAT_APP_SECRET, and let people send six digits (the method message) instead.',
    '该公众号没有此接口的权限：带参数的二维码只有认证的服务号和接口测试号能用。请去掉 WECHAT_APP_SECRET，改用发送六位数字的方式（message）。',
  ),
};

/**
 * What an errcode means at that call of an account. One that is not documented is `wechat_unavailable`, and shown to the
 * operator.
 */
export function meaningOfErrcode(
  endpoint: WechatEndpoint,
  errcode: number,
  account: IdentityProvider = 'wechat-mini-program',
): ErrcodeMeaning {
  const { words, ...meaning } = generalMeaning(endpoint, errcode, account);
  const names = ACCOUNT_SETTINGS[account];
  const named = (text: string) =>
    text.replace(/\bWECHAT_APP_(ID|SECRET)\b/g, (_all, which) =>
      which === 'ID' ? names.appId : names.appSecret,
    );
  return { ...meaning, words: { en: named(words.en), zh: named(words.zh) } };
}

function generalMeaning(
  endpoint: WechatEndpoint,
  errcode: number,
  account: IdentityProvider,
): ErrcodeMeaning {
  // 40001 is about the credential that the call carries: the access token here, the AppSecret elsewhere.
  if (wantsToken(endpoint) && errcode === 40001) return staleToken;
  return (
    (account === 'wechat-official-account' ? OF_OFFICIAL_ACCOUNT[errcode] : undefined) ??
    MEANINGS[errcode] ??
    unavailable(
      `WeChat answered with the number ${errcode}, which Maqiao does not know: look it up in its table of return codes.`,
      `未知错误码 ${errcode}，请查阅微信官方文档。`,
    )
  );
}

/** The errcodes that have a meaning of their own. */
export const KNOWN_ERRCODES: readonly number[] = Object.keys(MEANINGS).map(Number);
