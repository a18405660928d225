import type { IdentityProvider } from '@maqiao/shared';
import type { Settings } from './settings.ts';

/** An account of WeChat's that the settings name. Each has subjects (openids) of its own for the same people. */
export interface WechatAccount {
  readonly provider: IdentityProvider;
  readonly appId: string;
}

/** The accounts that are configured here, at least one. Identities of others are kept, and join nobody. */
export function wechatAccountsOf({ wechat }: Pick<Settings, 'wechat'>): readonly WechatAccount[] {
  const { miniProgram, officialAccount, website } = wechat;
  return [
    ...(miniProgram ? [{ provider: 'wechat-mini-program', appId: miniProgram.appId } as const] : []),
    ...(officialAccount
      ? [{ provider: 'wechat-official-account', appId: officialAccount.appId } as const]
      : []),
    ...(website ? [{ provider: 'wechat-website', appId: website.appId } as const] : []),
  ];
}

/**
 * The AppID that names this installation, in the keys of a shared Redis and in backups: that of the mini program, or of
 * the first other account.
 */
export function mainAppIdOf(settings: Pick<Settings, 'wechat'>): string {
  const [first] = wechatAccountsOf(settings);
  if (first === undefined) throw new TypeError('no account of WeChat is configured');
  return first.appId;
}
