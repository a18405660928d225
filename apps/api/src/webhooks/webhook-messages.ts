import type { MessageTable } from '../platform/operator-messages/messages.ts';

/** What the log says of webhooks that were not delivered. */
export const webhookMessages = {
  webhooks_wait: { en: 'Webhooks wait ({why}).', zh: 'Webhook 暂缓发送（{why}）。' },
  webhook_undelivered: {
    en: 'A webhook was not delivered; it is tried again.',
    zh: '有一个 webhook 没有送达，之后会再试。',
  },
  webhook_receiver_gone: {
    en: 'The receiver at WEBHOOK_URL has said 410 Gone: webhooks are kept and sent again in a day, or after WEBHOOK_URL has changed.',
    zh: 'WEBHOOK_URL 的接收方返回了 410 Gone：webhook 会保留，一天后或 WEBHOOK_URL 改变后再发送。',
  },
} as const satisfies MessageTable;
