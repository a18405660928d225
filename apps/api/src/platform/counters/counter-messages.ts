import type { MessageTable } from '../operator-messages/messages.ts';

/** What the log says when counts could not be written. */
export const counterMessages = {
  counts_later: {
    en: 'What was counted is written later: the database is away.',
    zh: '数据库连不上，计数稍后再写。',
  },
} as const satisfies MessageTable;
