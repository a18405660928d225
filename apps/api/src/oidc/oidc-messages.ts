import type { MessageTable } from '../platform/operator-messages/messages.ts';

/** What OpenID Connect tells the operator. */
export const oidcMessages = {
  pages_not_built: {
    en: 'The pages are not built: run npm run build.',
    zh: '页面还没有构建：请运行 npm run build。',
  },
  records_kept: {
    en: 'Expired codes and tokens stay in the database for now ({why}).',
    zh: '过期的授权码和令牌暂时还留在数据库里（{why}）。',
  },
  request_failed: {
    en: 'An OpenID Connect request failed.',
    zh: '一个 OpenID Connect 请求处理失败。',
  },
  logout_tokens_wait: {
    en: 'Logout tokens wait ({why}).',
    zh: '退出通知暂缓发送（{why}）。',
  },
  logout_token_undelivered: {
    en: 'A logout token was not delivered; it is tried again.',
    zh: '有一条退出通知没有送达应用，之后会再试。',
  },
  logout_token_given_up: {
    en: 'A logout token was not delivered, and is not tried again.',
    zh: '有一条退出通知没有送达应用，不再重试。',
  },
} as const satisfies MessageTable;
