import type { MessageTable } from '../platform/operator-messages/messages.ts';

/** What the owner reads of keys, and in the list of people. */
export const ownerMessages = {
  site_key_opens_admin: {
    en: 'ADMIN_KEY is not set, so SITE_API_KEY still opens /admin and lists, blocks and deletes people: whoever gets hold of your backend has all of that. The next version ends this. Put ADMIN_KEY into .env (openssl rand -base64 32 makes one) and restart.',
    zh: '没有设置 ADMIN_KEY，所以 SITE_API_KEY 还能打开 /admin，也能列出、封禁和删除用户：谁拿到你的后端，谁就能做这些。下个版本起不再这样。请在 .env 里写上 ADMIN_KEY（用 openssl rand -base64 32 生成），然后重启。',
  },
  head_last_sign_in: { en: 'last sign-in (UTC)', zh: '最近登录（UTC）' },
  head_browsers: { en: 'browsers', zh: '浏览器' },
  head_identities: { en: 'WeChat identities', zh: '微信身份' },
  head_nickname: { en: 'nickname', zh: '昵称' },
  mark_blocked: { en: 'blocked', zh: '已封禁' },
} as const satisfies MessageTable;
