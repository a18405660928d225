import { afterEach, describe, expect, test } from '@jest/globals';
import { globSync } from 'node:fs';
import { join, relative } from 'node:path';
import { settingsMessages } from '../../config/settings-messages.ts';
import { redisMessages } from '../redis/redis-messages.ts';
import { joinMessages, localize, message, operatorLanguage, type MessageTable } from './messages.ts';

const SOURCES = join(import.meta.dirname, '../..');

/** Each feature's messages, from its file `*-messages.ts`. */
const tables = await Promise.all(
  globSync(join(SOURCES, '**/*-messages.ts')).map(async (file) => {
    const exported = (await import(file)) as Record<string, MessageTable>;
    return [relative(SOURCES, file), Object.assign({}, ...Object.values(exported))] as [string, MessageTable];
  }),
);

const before = process.env.MAQIAO_LANG;
afterEach(() => {
  process.env.MAQIAO_LANG = before ?? '';
});

const placesOf = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();

test('every feature’s messages are found', () => {
  expect(tables.length).toBeGreaterThan(25);
  expect(tables.map(([file]) => file)).toContain('operations/backup/backup-messages.ts');
});

describe.each(tables)('%s', (_file, table) => {
  test.each(Object.entries(table))('%s is the same in both languages', (_name, { en, zh }) => {
    expect(zh).toMatch(/\p{Script=Han}/u);
    expect(en).not.toMatch(/\p{Script=Han}/u);
    expect(placesOf(zh)).toEqual(placesOf(en));
    const settings = (text: string) => [...new Set(text.match(/\b[A-Z]+(_[A-Z]+)+\b/g))].sort();
    expect(settings(zh)).toEqual(settings(en));
  });
});

test.each([
  [{}, 'en'],
  [{ LANG: 'zh_CN.UTF-8' }, 'zh'],
  [{ LANG: 'C.UTF-8' }, 'en'],
  [{ LANG: 'zh_CN.UTF-8', LC_ALL: 'en_US.UTF-8' }, 'en'],
  [{ LANG: 'en_US.UTF-8', LC_MESSAGES: 'zh_TW.UTF-8' }, 'zh'],
  [{ LANG: 'en_US.UTF-8', MAQIAO_LANG: 'zh' }, 'zh'],
  [{ LANG: 'zh_CN.UTF-8', MAQIAO_LANG: 'en' }, 'en'],
  [{ LANG: 'zh_CN.UTF-8', MAQIAO_LANG: '' }, 'zh'],
] as const)('the environment %j speaks %s', (environment, language) => {
  expect(operatorLanguage(environment)).toBe(language);
});

test('places are filled with facts, and a fact is not read as a place', () => {
  process.env.MAQIAO_LANG = 'zh';
  expect(localize(redisMessages.redis_away, { why: '{url} $& ECONNREFUSED' })).toBe(
    'Redis 连不上（{url} $& ECONNREFUSED）。请检查 REDIS_URL，以及它指向的服务器。',
  );
  process.env.MAQIAO_LANG = 'en';
  expect(localize(redisMessages.redis_back)).toBe('Redis is back.');
});

test('both languages at once, and a fact that is words has them in both too', () => {
  const wants = { en: 'a number', zh: '一个数' };
  expect(
    joinMessages(
      '7:',
      message(settingsMessages.setting_must_be, { name: 'PORT', wants }),
      message(redisMessages.redis_back),
    ),
  ).toEqual({
    en: '7: PORT must be a number. Redis is back.',
    zh: '7: PORT 应为一个数。Redis 已恢复。',
  });
});
