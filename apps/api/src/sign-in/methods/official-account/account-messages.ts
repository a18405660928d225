import type { MessageTable } from '../../../platform/operator-messages/messages.ts';

/** What the operator is told about signing in by the official account. */
export const accountMessages = {
  code_not_read: {
    en: 'WECHAT_OFFICIAL_ACCOUNT_CODE_FILE cannot be read ({failure}): {path}.',
    zh: 'WECHAT_OFFICIAL_ACCOUNT_CODE_FILE 无法读取（{failure}）：{path}。',
  },
  code_too_large: {
    en: 'WECHAT_OFFICIAL_ACCOUNT_CODE_FILE is larger than {most} KB: {path}. The console offers a smaller picture.',
    zh: 'WECHAT_OFFICIAL_ACCOUNT_CODE_FILE 超过 {most} KB：{path}。公众平台可以下载较小的图片。',
  },
  code_no_picture: {
    en: 'WECHAT_OFFICIAL_ACCOUNT_CODE_FILE is neither PNG nor JPEG: {path}.',
    zh: 'WECHAT_OFFICIAL_ACCOUNT_CODE_FILE 既不是 PNG 也不是 JPEG：{path}。',
  },
  no_unionid: {
    en: 'WECHAT_UNIONID=expected, but WeChat gives no unionid for a follower of the official account: bind it to your account at open.weixin.qq.com, or remove the setting. Until then its people are users of their own.',
    zh: '设了 WECHAT_UNIONID=expected，但微信没有给出公众号关注者的 unionid：请在 open.weixin.qq.com 把公众号绑定到你的账号，或者去掉这项设置。在此之前，公众号的用户单独算。',
  },
  follower_unknown: {
    en: 'WeChat did not say in time who a follower of the official account is; they were asked to try again. {why}',
    zh: '微信没有及时给出公众号关注者的身份，已请对方重试。{why}',
  },
} as const satisfies MessageTable;
