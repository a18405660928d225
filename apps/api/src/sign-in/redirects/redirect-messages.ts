import type { MessageTable } from '../../platform/operator-messages/messages.ts';

/** What the log says of sign-ins at WeChat's own pages. */
export const redirectMessages = {
  asked_in_vain: {
    en: 'WeChat was asked for snsapi_userinfo and has answered as for snsapi_base: a new person cannot be told from a visitor of a snapshot page. Check that the account may use snsapi_userinfo.',
    zh: '请求的是 snsapi_userinfo，微信却按 snsapi_base 应答，无法区分新用户和快照页访客。请确认该公众号有 snsapi_userinfo 权限。',
  },
} as const satisfies MessageTable;
