import type { IdentityProvider } from '@maqiao/shared';
import type { Settings } from './settings.ts';

/** An account of WeChat's that the settings name. Each has subjects (openids) of its own for the same people. */
export interface WechatAccount {
  readonly provider: IdentityProvider;
  readonly appId: string;
}

/** The accounts that are configured here. Identities of others are kept, and join nobody. */
export function wechatAccountsOf({ wechat }: Pick<Settings, 'wechat'>): readonly WechatAccount[] {
  return [{ provider: 'wechat-mini-program', appId: wechat.appId }];
}
