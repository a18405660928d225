import type { WechatAccount } from '../../src/config/wechat-accounts.ts';

/** The mini program of testSettings. */
export const MINI_PROGRAM = {
  provider: 'wechat-mini-program',
  appId: 'wx0123456789abcdef',
} as const satisfies WechatAccount;

/** An official account beside it. */
export const OFFICIAL = {
  provider: 'wechat-official-account',
  appId: 'wx0000000000000002',
} as const satisfies WechatAccount;

/** A website app that people were known from before. */
export const WEBSITE_BEFORE = {
  provider: 'wechat-website',
  appId: 'wx0000000000000009',
} as const satisfies WechatAccount;
