import type { IdentityProvider } from '@maqiao/shared';

/** The settings that name an account, for the operator: WeChat refuses one of them, and not another account's. */
export const ACCOUNT_SETTINGS: Readonly<Record<IdentityProvider, { appId: string; appSecret: string }>> = {
  'wechat-mini-program': { appId: 'WECHAT_APP_ID', appSecret: 'WECHAT_APP_SECRET' },
  'wechat-official-account': {
    appId: 'WECHAT_OFFICIAL_ACCOUNT_APP_ID',
    appSecret: 'WECHAT_OFFICIAL_ACCOUNT_APP_SECRET',
  },
  'wechat-website': { appId: 'WECHAT_WEBSITE_APP_ID', appSecret: 'WECHAT_WEBSITE_APP_SECRET' },
};

/** An account with a secret, which gets access tokens. */
export interface AccountWithSecret {
  readonly provider: IdentityProvider;
  readonly appId: string;
  readonly appSecret: string;
}
