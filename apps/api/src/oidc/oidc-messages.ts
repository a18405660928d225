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
} as const satisfies MessageTable;
