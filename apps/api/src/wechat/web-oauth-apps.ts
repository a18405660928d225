import type { Settings } from '../config/settings.ts';
import type { WebOauthApp } from './web-oauth-client.ts';

/** The website app; undefined where none is configured. */
export function websiteAppOf({ website }: Settings['wechat']): WebOauthApp | undefined {
  return website && { appId: website.appId, appSecret: website.appSecret, provider: 'wechat-website' };
}

/** The official account, where it has an AppSecret; undefined otherwise. */
export function officialAccountAppOf({ officialAccount }: Settings['wechat']): WebOauthApp | undefined {
  if (officialAccount?.appSecret === undefined) return undefined;
  const { appId, appSecret } = officialAccount;
  return { appId, appSecret, provider: 'wechat-official-account' };
}
