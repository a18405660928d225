import type { MessageTable } from '../../platform/operator-messages/messages.ts';

/** What the log says when the audit log could not be written or cleaned up. */
export const auditMessages = {
  event_not_kept: {
    en: 'The event above is not in the audit log of its person ({why}).',
    zh: '上面这件事没能写进用户的安全记录（{why}）。',
  },
  events_untidied: { en: 'Old events stay for now ({why}).', zh: '旧的记录暂时没有清理（{why}）。' },
} as const satisfies MessageTable;
