import { afterEach, describe, expect, test } from '@jest/globals';
import { OPERATOR_SENTENCES } from './operator-sentences.ts';
import { operatorLanguage, say } from './operator-words.ts';

const before = process.env.MAQIAO_LANG;
afterEach(() => {
  process.env.MAQIAO_LANG = before ?? '';
});

const placesOf = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();

describe.each(Object.entries(OPERATOR_SENTENCES))('%s', (_name, { en, zh }) => {
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
  expect(say('redis_away', { why: '{url} $& ECONNREFUSED' })).toBe(
    'Redis 不在（{url} $& ECONNREFUSED）。请检查 REDIS_URL，以及它背后的服务器。',
  );
  process.env.MAQIAO_LANG = 'en';
  expect(say('redis_back')).toBe('Redis is back.');
});
