import type { MessageTable } from '../operator-messages/messages.ts';

/** What a start of the server prints, and what stops one outside of the settings and the stores. */
export const startMessages = {
  cannot_start: { en: 'Maqiao cannot start: {why}', zh: '码桥无法启动：{why}' },
  listens: {
    en: 'Maqiao listens at {url}, for {publicUrl}.',
    zh: '码桥在 {url} 上监听，对外地址是 {publicUrl}。',
  },
  port_taken: {
    en: 'PORT {port} at HOST {host} is taken by another program: stop that, or set PORT to another.',
    zh: 'HOST {host} 的 PORT {port} 已被别的程序占用：请停掉它，或者换一个 PORT。',
  },
  port_not_allowed: {
    en: 'PORT {port} must not be used by this account ({failure}): take one from 1024 up, with a proxy in front.',
    zh: '这个账号不能使用 PORT {port}（{failure}）：请用 1024 以上的端口，前面放一个反向代理。',
  },
  host_not_here: {
    en: 'HOST {host} is no address of this machine ({failure}): set the one to listen at, or remove HOST.',
    zh: 'HOST {host} 不是本机的地址（{failure}）：请写要监听的地址，或者去掉 HOST。',
  },
} as const satisfies MessageTable;
