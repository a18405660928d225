import type { MessageTable } from '../../platform/operator-messages/messages.ts';

/** What the log says when places could not be looked up. */
export const placeMessages = {
  places_unread: {
    en: 'The database of places cannot be read: regions stay empty, and near is never same-region. Install the dependencies again.',
    zh: '无法读取地点数据：地点会是空的，也不会判断为同一城市。请重新安装依赖。',
  },
} as const satisfies MessageTable;
