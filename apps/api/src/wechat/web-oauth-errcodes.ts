import type { ErrorCode, IdentityProvider } from '@maqiao/shared';
import type { WechatEndpoint } from './endpoints.ts';
import { meaningOfErrcode, type ErrcodeMeaning } from './errcodes.ts';
import { ACCOUNT_SETTINGS } from './wechat-account-kind.ts';

const meaning = (code: ErrorCode, en: string, zh: string) => ({ code, en, zh });
const misconfigured = (en: string, zh: string) => meaning('wechat_misconfigured', en, zh);
const wrongCode = (en: string, zh: string) => meaning('invalid_login_code', en, zh);

const wrongSecret = misconfigured(
  '{appSecret} is not the secret of {appId}, or it was reset: copy it again from the console.',
  '{appSecret} 不对或已重置，请到后台重新获取。',
);
const staleToken = meaning(
  'wechat_unavailable',
  'The access token of this person has ended or was replaced.',
  '用户的 access_token 已失效。',
);

/** Where web OAuth differs from the other calls. `{appId}` and `{appSecret}` name the account's settings. */
const MEANINGS: Readonly<Record<number, { code: ErrorCode; en: string; zh: string }>> = {
  10003: misconfigured(
    'The host of PUBLIC_URL is not the one that the console knows for web sign-in (网页授权域名, or 授权回调域 of a website app): enter it there, without scheme and port.',
    'PUBLIC_URL 的域名与后台配置的不一致：请在后台的“网页授权域名”（网站应用为“授权回调域”）填写它，不带协议和端口。',
  ),
  10005: misconfigured(
    'This account has no right to sign people in on web pages: only certified service accounts have it. Take official-account-web out of LOGIN_METHODS.',
    '该公众号没有网页授权权限：只有已认证的服务号才有。请从 LOGIN_METHODS 去掉 official-account-web。',
  ),
  40003: staleToken,
  40013: misconfigured(
    '{appId} is not known to WeChat: copy it from the console, watch upper and lower case.',
    '{appId} 不合法，请核对大小写。',
  ),
  40014: staleToken,
  40029: wrongCode(
    'The code is invalid or too old. If every sign-in says so, {appId} is not the account that the browser was sent to.',
    'code 无效或已过期；若每次都这样，请核对 {appId}。',
  ),
  40030: staleToken,
  40125: wrongSecret,
  40163: wrongCode('The code was used before.', 'code 已被使用。'),
  41002: misconfigured('The AppID did not arrive: check {appId}.', '缺少 appid，请检查 {appId}。'),
  41004: misconfigured(
    'The AppSecret did not arrive: check {appSecret}.',
    '缺少 secret，请检查 {appSecret}。',
  ),
  42001: staleToken,
  42002: staleToken,
  42003: wrongCode('The code is too old.', 'code 已过期。'),
  48001: misconfigured(
    'The account may not read who the person is: it is not certified for web sign-in, or the person was only asked for snsapi_base.',
    '接口未授权：公众号未认证、没有网页授权权限，或者用户只同意了 snsapi_base。',
  ),
};

/** The errcodes that mean something else here than at other calls. */
export const WEB_OAUTH_ERRCODES: readonly number[] = Object.keys(MEANINGS).map(Number);

/** What an errcode means at a call of web OAuth for this account. */
export function meaningOfWebOauthErrcode(
  endpoint: WechatEndpoint,
  errcode: number,
  account: IdentityProvider,
): ErrcodeMeaning {
  const found = errcode === 40001 ? (carriesToken(endpoint) ? staleToken : wrongSecret) : MEANINGS[errcode];
  if (found === undefined) return meaningOfErrcode(endpoint, errcode, account);
  const { appId, appSecret } = ACCOUNT_SETTINGS[account];
  const fill = (text: string) => text.replaceAll('{appId}', appId).replaceAll('{appSecret}', appSecret);
  return { code: found.code, words: { en: fill(found.en), zh: fill(found.zh) } };
}

/** 40001 is about the credential that the call carries: a person's access token, or the AppSecret. */
function carriesToken(endpoint: WechatEndpoint): boolean {
  return endpoint === 'sns_auth' || endpoint === 'sns_userinfo';
}
