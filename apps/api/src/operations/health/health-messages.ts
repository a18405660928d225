import type { MessageTable } from '../../platform/operator-messages/messages.ts';

/** Why the server is not ready. */
export const healthMessages = {
  not_ready: { en: '/readyz: {stores}', zh: '/readyz 未就绪：{stores}' },
  store_no_answer: { en: '{store} does not answer.', zh: '{store} 没有响应。' },
  store_read_only: {
    en: '{store} can be read but not written: after a failover this may be the replica. Point the URL at the server that is written to.',
    zh: '{store} 只能读，不能写：主备切换之后，连到的可能是备库。请把 URL 指向可写的那台。',
  },
  store_disk_full: {
    en: '{store}: the disk is full. Free some space; no restart is needed.',
    zh: '{store}：磁盘已满。请腾出空间，不用重启，会自动恢复。',
  },
  store_disk_failing: {
    en: '{store}: writing to the disk fails. Check the disk, and the log of the store.',
    zh: '{store}：磁盘写入出错。请检查磁盘，以及这个存储自己的日志。',
  },
  store_memory_full: {
    en: '{store}: its memory is full (maxmemory). Raise the limit, or find out what else fills it.',
    zh: '{store}：内存已满（maxmemory）。请调大，或查明是什么占满了它。',
  },
} as const satisfies MessageTable;
