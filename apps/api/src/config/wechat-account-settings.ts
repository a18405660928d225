import { isDemo, publicUrlOf, wechatBaseUrlOf } from './derived-settings.ts';
import type { Environment } from './settings-schema.ts';

/** The AppID of the demo; no real one looks like it. */
const DEMO_APP_ID = 'wxdemo';
const DEMO_APP_SECRET = 'demo';

/** WeChat, and the accounts that are configured here. */
export function wechatAccountSettingsOf(env: Environment) {
  return Object.freeze({
    apiBaseUrl: wechatBaseUrlOf(env),
    /** Origin that browsers are sent to, to sign in at WeChat itself. */
    openBaseUrl: env.WECHAT_OPEN_BASE_URL ?? 'https://open.weixin.qq.com',
    /** Whether the owner says that a person has one unionid in all of their accounts. */
    unionidExpected: env.WECHAT_UNIONID === 'expected',
    /** Folder with the files by which WeChat checks domains, as the owner wrote it. */
    verifyFiles: env.WECHAT_VERIFY_FILES,
    miniProgram: miniProgramOf(env),
    officialAccount: officialAccountOf(env),
    website: websiteOf(env),
  });
}

function miniProgramOf(env: Environment) {
  const appId = env.WECHAT_APP_ID ?? (isDemo(env) ? DEMO_APP_ID : undefined);
  if (appId === undefined) return undefined;
  return Object.freeze({
    appId,
    appSecret: env.WECHAT_APP_SECRET ?? DEMO_APP_SECRET,
    page: env.WECHAT_PAGE,
    envVersion: env.WECHAT_ENV_VERSION,
    checkPath: env.WECHAT_CHECK_PATH ?? env.WECHAT_ENV_VERSION === 'release',
  });
}

function officialAccountOf(env: Environment) {
  const {
    WECHAT_OFFICIAL_ACCOUNT_APP_ID: appId,
    WECHAT_OFFICIAL_ACCOUNT_TOKEN: token,
    WECHAT_OFFICIAL_ACCOUNT_ID: id,
  } = env;
  if (appId === undefined || token === undefined || id === undefined) return undefined;
  const keys = [
    env.WECHAT_OFFICIAL_ACCOUNT_ENCODING_AES_KEY,
    env.WECHAT_OFFICIAL_ACCOUNT_PREVIOUS_ENCODING_AES_KEY,
  ].filter((key) => key !== undefined);
  return Object.freeze({
    appId,
    /** Undefined for an account that is known by its messages only. */
    appSecret: env.WECHAT_OFFICIAL_ACCOUNT_APP_SECRET,
    /** What signatures of messages are made with. */
    token,
    /** AES-256 keys of messages: the one that is used now, and the one before it while it is being changed. */
    encodingAesKeys: Object.freeze(keys),
    /** The original ID, `gh_…`: every message names it as the receiver. */
    id,
    mode: env.WECHAT_OFFICIAL_ACCOUNT_MODE,
    /** Where people decide: by answering in the chat, or on a page that the chat leads to. */
    confirm: env.WECHAT_OFFICIAL_ACCOUNT_CONFIRM,
    name: env.WECHAT_OFFICIAL_ACCOUNT_NAME,
    /** File with the picture of its code, as the owner wrote it. */
    codeFile: env.WECHAT_OFFICIAL_ACCOUNT_CODE_FILE,
    /** The owner's program that gets what is not about signing in. */
    forwardUrl: env.WECHAT_OFFICIAL_ACCOUNT_FORWARD_URL,
    /** Where WeChat sends messages to. */
    pushUrl: `${publicUrlOf(env)}/wechat/official-account`,
  });
}

function websiteOf({ WECHAT_WEBSITE_APP_ID: appId, WECHAT_WEBSITE_APP_SECRET: appSecret }: Environment) {
  return appId === undefined || appSecret === undefined ? undefined : Object.freeze({ appId, appSecret });
}

type WechatAccountSettings = ReturnType<typeof wechatAccountSettingsOf>;
export type MiniProgramSettings = NonNullable<WechatAccountSettings['miniProgram']>;
