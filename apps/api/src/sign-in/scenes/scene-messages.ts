import type { MessageTable } from '../../platform/operator-messages/messages.ts';

/** What the log says of scenes. */
export const sceneMessages = {
  address_suspected: {
    en: 'In an hour {people} people refused sign-ins of {address} as not theirs, or typed another number: somebody may be passing codes on. That address gets a fifth of its new codes now, until nobody has refused one for an hour. The access log of your proxy says which address it is.',
    zh: '一小时里有 {people} 个人拒绝了来自 {address} 的登录，说不是自己的，或者输错了数字：也许有人在把码转给别人。这个地址现在只能得到平时五分之一的新码，直到一小时没有人再拒绝。具体是哪个地址，看反向代理的访问日志。',
  },
} as const satisfies MessageTable;
