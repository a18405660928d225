import type { MessageTable } from '../platform/operator-messages/messages.ts';

/** What the log says of an account that was deleted. */
export const accountMessages = {
  scene_not_rejected: {
    en: 'A scene of a deleted person ends by itself only ({why}).',
    zh: '已注销的人的一次登录没能马上结束，要等它自己到期（{why}）。',
  },
} as const satisfies MessageTable;
