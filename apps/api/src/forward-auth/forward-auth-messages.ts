import type { MessageTable } from '../platform/operator-messages/messages.ts';

/** What forward-auth tells the operator. */
export const forwardAuthMessages = {
  host_not_protected: {
    en: 'A proxy asks /forward-auth or /.maqiao about a host that FORWARD_AUTH_HOSTS does not hold, or names several. Add the host there, or let the proxy set X-Forwarded-Host to the one host that it serves (docs/forward-auth.md).',
    zh: '有代理为 FORWARD_AUTH_HOSTS 里没有的主机访问 /forward-auth 或 /.maqiao，或者同时给出了几个主机。请把这个主机加进去，或者让代理把 X-Forwarded-Host 设为它正在服务的那一个主机（docs/zh/forward-auth.md）。',
  },
} as const satisfies MessageTable;
