import type { MessageTable } from '../../platform/operator-messages/messages.ts';

/** What the log says of identities. */
export const identityMessages = {
  unionid_missing: {
    en: 'WeChat sent no unionid for {appId}, and WECHAT_UNIONID=expected: bind this account to your open-platform account, or remove the setting.',
    zh: '微信没有给出 {appId} 的 unionid，而设置是 WECHAT_UNIONID=expected：请把这个账号绑定到你的开放平台账号，或者去掉这项设置。',
  },
} as const satisfies MessageTable;
