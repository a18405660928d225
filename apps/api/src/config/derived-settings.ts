import type { Environment } from './settings-schema.ts';

// What settings mean that depend on others.

/** How app ids of the demo begin; no real one does: those are `wx` and 16 hexadecimal digits. */
const DEMO_APP_IDS = /^wxdemo/;

/** Without an account of WeChat's this is the demo, in which a simulator answers in place of WeChat. */
export function isDemo(env: Environment): boolean {
  const others = [env.WECHAT_OFFICIAL_ACCOUNT_APP_ID, env.WECHAT_WEBSITE_APP_ID];
  return env.WECHAT_APP_ID === undefined && others.every((id) => id === undefined || DEMO_APP_IDS.test(id));
}

/** Origin of PUBLIC_URL: no trailing slash. */
export function publicUrlOf(env: Environment): string {
  return env.PUBLIC_URL ?? new URL(`http://localhost:${env.PORT}`).origin;
}

/** Origin of WECHAT_API_BASE_URL: no trailing slash. */
export function wechatBaseUrlOf(env: Environment): string {
  return env.WECHAT_API_BASE_URL ?? 'https://api.weixin.qq.com';
}

export function databaseUrlOf(env: Environment): string {
  return env.DATABASE_URL ?? (isDemo(env) ? 'sqlite:./data/demo.db' : 'sqlite:./data/maqiao.db');
}
