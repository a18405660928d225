import type { MessageTable } from '../platform/operator-messages/messages.ts';

/** What is wrong with the settings of WeChat's accounts, and with the sign-in methods. */
export const wechatSettingsMessages = {
  app_id_and_secret: {
    en: 'WECHAT_APP_ID and WECHAT_APP_SECRET belong together: set both, or neither.',
    zh: 'WECHAT_APP_ID 和 WECHAT_APP_SECRET 要一起填，或者都不填。',
  },
  website_id_and_secret: {
    en: 'WECHAT_WEBSITE_APP_ID and WECHAT_WEBSITE_APP_SECRET belong together: set both, or neither.',
    zh: 'WECHAT_WEBSITE_APP_ID 和 WECHAT_WEBSITE_APP_SECRET 要一起填，或者都不填。',
  },
  official_account_incomplete: {
    en: 'WECHAT_OFFICIAL_ACCOUNT_… belong together, and these are missing: {missing}.',
    zh: 'WECHAT_OFFICIAL_ACCOUNT_… 要一起填，还缺 {missing}。',
  },
  official_account_without_method: {
    en: 'WECHAT_OFFICIAL_ACCOUNT_APP_SECRET, or WECHAT_OFFICIAL_ACCOUNT_NAME with WECHAT_OFFICIAL_ACCOUNT_CODE_FILE, must be set: without them nobody can sign in by the account.',
    zh: '还要设置 WECHAT_OFFICIAL_ACCOUNT_APP_SECRET，或者 WECHAT_OFFICIAL_ACCOUNT_NAME 和 WECHAT_OFFICIAL_ACCOUNT_CODE_FILE：否则不能用这个公众号登录。',
  },
  name_and_code_file: {
    en: 'WECHAT_OFFICIAL_ACCOUNT_NAME and WECHAT_OFFICIAL_ACCOUNT_CODE_FILE belong together: set both, or neither.',
    zh: 'WECHAT_OFFICIAL_ACCOUNT_NAME 和 WECHAT_OFFICIAL_ACCOUNT_CODE_FILE 要一起填，或者都不填。',
  },
  page_wants_secret: {
    en: 'WECHAT_OFFICIAL_ACCOUNT_CONFIRM=page needs WECHAT_OFFICIAL_ACCOUNT_APP_SECRET, of a certified service account or the test account: the page asks WeChat who has opened it. Set the secret, or remove the setting.',
    zh: 'WECHAT_OFFICIAL_ACCOUNT_CONFIRM=page 还需要 WECHAT_OFFICIAL_ACCOUNT_APP_SECRET（已认证的服务号或接口测试号）：确认页要向微信查询是谁打开的。请填上它，或者去掉这项设置。',
  },
  same_app_id: {
    en: '{one} and {other} must be different: each account has an AppID of its own.',
    zh: '{one} 和 {other} 不能相同：每个账号有自己的 AppID。',
  },
  open_wants_https: {
    en: 'WECHAT_OPEN_BASE_URL must be https, or a loopback address: people sign in there.',
    zh: 'WECHAT_OPEN_BASE_URL 必须是 https 或本机地址：用户要在那里登录。',
  },
  plain_wants_https: {
    en: 'WECHAT_OFFICIAL_ACCOUNT_MODE=plain needs PUBLIC_URL with https, or a loopback address: whoever reads one message in the clear could sign in as anybody.',
    zh: 'WECHAT_OFFICIAL_ACCOUNT_MODE=plain（明文模式）要求 PUBLIC_URL 是 https 或本机地址：否则谁截到一条消息，谁就能冒充任何人登录。',
  },
  forward_wants_https: {
    en: 'WECHAT_OFFICIAL_ACCOUNT_FORWARD_URL must be https on a public host: messages of people would travel in the clear.',
    zh: '公网上的 WECHAT_OFFICIAL_ACCOUNT_FORWARD_URL 必须是 https，否则用户发的消息会明文传输。',
  },
  forward_to_itself: {
    en: 'WECHAT_OFFICIAL_ACCOUNT_FORWARD_URL must not lead back to this server: name the address of your own program.',
    zh: 'WECHAT_OFFICIAL_ACCOUNT_FORWARD_URL 不能指回这台服务器：应为你自己程序的地址。',
  },
  method_not_configured: {
    en: 'LOGIN_METHODS names {method}, which is not configured: it needs {needs}.',
    zh: 'LOGIN_METHODS 里有 {method}，但还没有配置：它需要{needs}。',
  },
  method_not_built: {
    en: 'LOGIN_METHODS names {method}, which this version of Maqiao does not have yet: remove it there.',
    zh: 'LOGIN_METHODS 里有 {method}，这个版本的码桥还没有这种登录方式：请去掉它。',
  },
  only_passkeys: {
    en: 'LOGIN_METHODS must name another method than passkey: a passkey is added by somebody who has signed in before.',
    zh: 'LOGIN_METHODS 不能只有 passkey：先用别的方式登录过，才能添加通行密钥。',
  },
} as const satisfies MessageTable;

/** What each sign-in method needs: completes “it needs …”. */
export const methodNeeds = {
  'mini-program': {
    en: 'WECHAT_APP_ID and WECHAT_APP_SECRET',
    zh: ' WECHAT_APP_ID 和 WECHAT_APP_SECRET',
  },
  'official-account': {
    en: 'WECHAT_OFFICIAL_ACCOUNT_APP_ID, WECHAT_OFFICIAL_ACCOUNT_APP_SECRET and the other settings of the account',
    zh: ' WECHAT_OFFICIAL_ACCOUNT_APP_ID、WECHAT_OFFICIAL_ACCOUNT_APP_SECRET 和公众号的其他设置',
  },
  message: {
    en: 'WECHAT_OFFICIAL_ACCOUNT_APP_ID, WECHAT_OFFICIAL_ACCOUNT_NAME, WECHAT_OFFICIAL_ACCOUNT_CODE_FILE and the other settings of the account',
    zh: ' WECHAT_OFFICIAL_ACCOUNT_APP_ID、WECHAT_OFFICIAL_ACCOUNT_NAME、WECHAT_OFFICIAL_ACCOUNT_CODE_FILE 和公众号的其他设置',
  },
  'official-account-web': {
    en: 'WECHAT_OFFICIAL_ACCOUNT_APP_ID, WECHAT_OFFICIAL_ACCOUNT_APP_SECRET and the other settings of the account',
    zh: ' WECHAT_OFFICIAL_ACCOUNT_APP_ID、WECHAT_OFFICIAL_ACCOUNT_APP_SECRET 和公众号的其他设置',
  },
  website: {
    en: 'WECHAT_WEBSITE_APP_ID and WECHAT_WEBSITE_APP_SECRET',
    zh: ' WECHAT_WEBSITE_APP_ID 和 WECHAT_WEBSITE_APP_SECRET',
  },
  passkey: {
    en: 'PUBLIC_URL with https and a host name, or localhost',
    zh: ' PUBLIC_URL 是 https 的域名，或者 localhost',
  },
} as const satisfies MessageTable;
