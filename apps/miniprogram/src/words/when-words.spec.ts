import { expect, test } from '@jest/globals';
import { copyFor } from './copy-for.ts';
import { whenWords } from './when-words.ts';

const now = new Date(2026, 10, 20, 12, 0).getTime();
const [zh, en] = [copyFor('zh'), copyFor('en')];

test.each([
  [new Date(2026, 10, 20, 11, 57), '3 分钟前', '3 minutes ago'],
  [new Date(2026, 10, 20, 12, 1), '刚刚', 'Just now'],
  [new Date(2026, 10, 20, 9, 5), '今天 09:05', 'Today 09:05'],
  [new Date(2026, 10, 19, 23, 0), '昨天 23:00', 'Yesterday 23:00'],
  [new Date(2026, 8, 3, 8, 0), '9月3日 08:00', '3 Sep 08:00'],
  [new Date(2025, 11, 31, 8, 0), '2025年12月31日 08:00', '31 Dec 2025 08:00'],
])('%s', (then, chinese, english) => {
  expect(whenWords(then.toISOString(), now, zh)).toBe(chinese);
  expect(whenWords(then.toISOString(), now, en)).toBe(english);
});
