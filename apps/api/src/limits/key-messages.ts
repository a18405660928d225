import type { MessageTable } from '../platform/operator-messages/messages.ts';

/** What the log says of a call with a wrong key. */
export const keyMessages = {
  // --- beside an error ---
  wrong_key: {
    en: 'A call brought another {name} than the one in the settings: a backend with an old one, or somebody who guesses (the access log of your proxy says who).',
    zh: '有一次调用带的 {name} 与设置里的不同：也许是某个后端还在用旧的，也许有人在猜（看反向代理的访问日志）。',
  },
  key_of_other_door: {
    en: 'A call brought the key “{name}” of {setting}, and takes one of {wanted}: ADMIN_KEY is for /admin and what only owners do, SITE_API_KEY for the backend.',
    zh: '有一次调用带的是 {setting} 里的密钥“{name}”，但它要的是 {wanted}：ADMIN_KEY 用于 /admin 和只有站长能做的事，SITE_API_KEY 给后端用。',
  },
} as const satisfies MessageTable;
