import type { MessageTable } from '../platform/operator-messages/messages.ts';

/** What the log says of sessions, their cookies, sockets and signing keys. */
export const sessionMessages = {
  sessions_untidied: {
    en: 'Expired sessions stay for now ({why}).',
    zh: '过期的会话暂时没有清理（{why}）。',
  },
  session_end_untold: {
    en: 'The end of a session could not be told to the other instances.',
    zh: '有一个会话已结束，但没能通知其他实例。',
  },
  signing_keys_unread: {
    en: 'The signing keys could not be read again ({why}); those in hand stay in use.',
    zh: '没能重新读取签名密钥（{why}），继续使用现有的。',
  },
  handshake_failed: { en: 'A handshake failed.', zh: '一次握手失败。' },
  old_cookie: {
    en: 'An old cookie was used again: it was copied, or a backup of a browser profile was put back.',
    zh: '旧的 cookie 又被使用：它被复制过，或者浏览器配置从备份恢复了。',
  },
} as const satisfies MessageTable;
