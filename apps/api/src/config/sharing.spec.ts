import { expect, test } from '@jest/globals';
import { madeUpSecret } from '@maqiao/test-servers';
import { readSettings, SettingsError } from './settings.ts';

const shared = {
  PUBLIC_URL: 'https://login.example.com',
  WECHAT_APP_ID: 'wx0123456789abcdef',
  WECHAT_APP_SECRET: '0123456789abcdef0123456789abcdef',
  DATABASE_URL: 'postgres://db.example/maqiao',
  MAQIAO_SECRET: madeUpSecret('one'),
  REDIS_URL: 'redis://:hidden-password@redis.example',
};

test('Redis with a shared database and a secret', () => {
  expect(readSettings(shared).redisUrl).toBe(shared.REDIS_URL);
  const fromFile = { ...shared, MAQIAO_SECRET: '', MAQIAO_SECRET_FILE: '/run/secret' };
  expect(readSettings(fromFile).redisUrl).toBe(shared.REDIS_URL);
  expect(readSettings({ ...shared, REDIS_URL: '' }).redisUrl).toBeUndefined();
});

test.each([
  ['a database of its own', { DATABASE_URL: '' }, /REDIS_URL.*DATABASE_URL/],
  ['an SQLite file', { DATABASE_URL: 'sqlite:./data/maqiao.db' }, /REDIS_URL.*DATABASE_URL/],
  ['no secret', { MAQIAO_SECRET: '' }, /MAQIAO_SECRET.*REDIS_URL/],
  [
    'the demo',
    {
      WECHAT_APP_ID: '',
      WECHAT_APP_SECRET: '',
      PUBLIC_URL: '',
      DATABASE_URL: '',
      WECHAT_API_BASE_URL: 'http://127.0.0.1:4000',
    },
    /REDIS_URL.*demo/,
  ],
  ['another protocol', { REDIS_URL: 'https://:hidden-password@redis.example' }, /REDIS_URL must be redis:/],
])('Redis with %s stops the start with a sentence', (_name, change, sentence) => {
  const reading = () => readSettings({ ...shared, ...change });
  expect(reading).toThrow(SettingsError);
  expect(reading).toThrow(sentence);
  expect(reading).not.toThrow(/hidden-password/);
});
