import type { MessageTable } from '../../platform/operator-messages/messages.ts';

/** What the operator is told about the confirm page. */
export const confirmMessages = {
  page_not_built: {
    en: 'The confirm page is not built: run npm start.',
    zh: '确认页还没有构建：请运行 npm start。',
  },
} as const satisfies MessageTable;
