import { afterEach, describe, expect, test } from '@jest/globals';
import { OPERATOR_MESSAGES } from './operator-sentences.ts';
import { BACKUP_SENTENCES } from './sentences/backup.ts';
import { DOCTOR_SENTENCES } from './sentences/doctor.ts';
import { HELP_SENTENCES } from './sentences/help.ts';
import { INIT_SENTENCES } from './sentences/init.ts';
import { INSTALL_SENTENCES } from './sentences/install.ts';
import { KEYS_SENTENCES } from './sentences/keys.ts';
import { RUNNING_SENTENCES } from './sentences/running.ts';
import { START_SENTENCES } from './sentences/start.ts';
import { STORE_SENTENCES } from './sentences/stores.ts';
import { TERMINAL_SENTENCES } from './sentences/terminal.ts';
import { USERS_SENTENCES } from './sentences/users.ts';
import { WECHAT_SENTENCES } from './sentences/wechat.ts';
import { operatorLanguage, localize, joinMessages, message } from './operator-words.ts';

const before = process.env.MAQIAO_LANG;
afterEach(() => {
  process.env.MAQIAO_LANG = before ?? '';
});

const placesOf = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();

describe.each(Object.entries(OPERATOR_MESSAGES))('%s', (_name, { en, zh }) => {
  test('says the same in both languages', () => {
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
  expect(localize('redis_away', { why: '{url} $& ECONNREFUSED' })).toBe(
    'Redis 连不上（{url} $& ECONNREFUSED）。请检查 REDIS_URL，以及它背后的服务器。',
  );
  process.env.MAQIAO_LANG = 'en';
  expect(localize('redis_back')).toBe('Redis is back.');
});

test('no two tables have a sentence of one name', () => {
  const tables = [
    START_SENTENCES,
    STORE_SENTENCES,
    RUNNING_SENTENCES,
    WECHAT_SENTENCES,
    KEYS_SENTENCES,
    BACKUP_SENTENCES,
    HELP_SENTENCES,
    INIT_SENTENCES,
    INSTALL_SENTENCES,
    TERMINAL_SENTENCES,
    USERS_SENTENCES,
    DOCTOR_SENTENCES,
  ];
  const names = tables.flatMap((table) => Object.keys(table));
  expect(names.sort()).toEqual(Object.keys(OPERATOR_MESSAGES).sort());
});

test('both languages at once, and a fact that is words has them in both too', () => {
  const wants = { en: 'a number', zh: '一个数' };
  expect(
    joinMessages('7:', message('setting_must_be', { name: 'PORT', wants }), message('redis_back')),
  ).toEqual({
    en: '7: PORT must be a number. Redis is back.',
    zh: '7: PORT 应为一个数。Redis 已恢复。',
  });
});
