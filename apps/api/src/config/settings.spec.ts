import { describe, expect, test } from '@jest/globals';
import { madeUpSecret } from '@maqiao/test-servers';
import { readSettings, SettingsError, wechatIsElsewhere } from './settings.ts';

type Environment = Record<string, string>;

const SECRET = madeUpSecret('one');

/** A server of its own, with WeChat. */
const real: Environment = {
  WECHAT_APP_ID: 'wx0123456789abcdef',
  WECHAT_APP_SECRET: '0123456789abcdef0123456789abcdef',
};
/** As `npm start` sets it. */
const demo: Environment = { WECHAT_API_BASE_URL: 'http://127.0.0.1:3001' };
/** Many instances. */
const shared: Environment = {
  ...real,
  PUBLIC_URL: 'https://login.example.com',
  DATABASE_URL: 'postgres://maqiao:hidden-words@db.example/maqiao',
  REDIS_URL: 'redis://:hidden-words@redis.example',
  MAQIAO_SECRET: SECRET,
};

const without = ({ ...environment }: Environment, ...names: string[]): Environment => {
  for (const name of names) delete environment[name];
  return environment;
};

/** The sentence that stops the start. */
function refusal(environment: Environment): string {
  try {
    readSettings(environment);
  } catch (error) {
    expect(error).toBeInstanceOf(SettingsError);
    return (error as SettingsError).message;
  }
  throw new Error('the settings were taken');
}

describe('settings that contradict each other stop the start', () => {
  test.each<[string, Environment, RegExp]>([
    [
      'an AppID without its secret',
      without(real, 'WECHAT_APP_SECRET'),
      /^WECHAT_APP_ID and WECHAT_APP_SECRET belong together/,
    ],
    [
      'a secret without its AppID',
      without(real, 'WECHAT_APP_ID'),
      /^WECHAT_APP_ID and WECHAT_APP_SECRET belong together/,
    ],
    [
      'http on a public host',
      { ...real, PUBLIC_URL: 'http://login.example.com' },
      /^PUBLIC_URL must be https on a public host/,
    ],
    [
      'http on a public address',
      { ...real, PUBLIC_URL: 'http://203.0.113.7' },
      /^PUBLIC_URL must be https on a public host/,
    ],
    [
      'the demo on a public host',
      { ...demo, PUBLIC_URL: 'https://login.example.com' },
      /^PUBLIC_URL must be a loopback or private address in the demo/,
    ],
    [
      'the host of PUBLIC_URL as a protected one',
      { ...real, PUBLIC_URL: 'https://login.example.com', FORWARD_AUTH_HOSTS: 'Login.example.com:8443=*' },
      /^FORWARD_AUTH_HOSTS must not hold the host of PUBLIC_URL/,
    ],
    [
      'the demo without its stand-in',
      {},
      /^WECHAT_API_BASE_URL must be the address of the simulator in the demo/,
    ],
    [
      'the demo with WeChat itself',
      { WECHAT_API_BASE_URL: 'https://api.weixin.qq.com' },
      /^WECHAT_API_BASE_URL must be a loopback address in the demo/,
    ],
    [
      'WeChat over plain http',
      { ...real, WECHAT_API_BASE_URL: 'http://proxy.example' },
      /^WECHAT_API_BASE_URL must be https, or a loopback address/,
    ],
    [
      'the demo with PostgreSQL',
      { ...demo, DATABASE_URL: 'postgres://:hidden-words@db.example/m' },
      /^DATABASE_URL must be SQLite in the demo/,
    ],
    [
      'the demo with Redis',
      { ...demo, REDIS_URL: 'redis://:hidden-words@redis.example' },
      /^REDIS_URL must not be set in the demo/,
    ],
    [
      'Redis with the SQLite file of one process',
      without(shared, 'DATABASE_URL'),
      /^REDIS_URL is for many instances, and they need one database: set DATABASE_URL/,
    ],
    [
      'Redis with an SQLite file that is named',
      { ...shared, DATABASE_URL: 'sqlite:/srv/shared.db' },
      /^REDIS_URL is for many instances, and they need one database: set DATABASE_URL/,
    ],
    [
      'Redis without a secret',
      without(shared, 'MAQIAO_SECRET'),
      /^MAQIAO_SECRET \(or MAQIAO_SECRET_FILE\) is required with REDIS_URL/,
    ],
    [
      'PostgreSQL without a secret',
      without(shared, 'MAQIAO_SECRET', 'REDIS_URL'),
      /^MAQIAO_SECRET \(or MAQIAO_SECRET_FILE\) is required with PostgreSQL/,
    ],
    [
      'two secrets',
      { ...real, MAQIAO_SECRET: SECRET, MAQIAO_SECRET_FILE: '/run/secrets/maqiao' },
      /^MAQIAO_SECRET and MAQIAO_SECRET_FILE exclude each other/,
    ],
    [
      'sessions that may idle longer than they live',
      { ...real, SESSION_IDLE_DAYS: '31' },
      /^SESSION_IDLE_DAYS must not be more than SESSION_MAX_DAYS/,
    ],
  ])('%s', (_name, environment, sentence) => {
    const said = refusal(environment);
    expect(said).toMatch(sentence);
    expect(said).toMatch(/\.$/);
    for (const value of Object.values(environment)) {
      // An address that the sentence itself recommends is not a value that leaked.
      if (value.length > 4 && value !== 'https://api.weixin.qq.com') expect(said).not.toContain(value);
    }
    expect(said).not.toContain('hidden-words');
  });
});

describe('what goes together', () => {
  test('many instances: Redis, one database, one secret', () => {
    expect(readSettings(shared)).toMatchObject({
      demo: false,
      redisUrl: shared.REDIS_URL,
      databaseUrl: shared.DATABASE_URL,
    });
    const fromFile = { ...without(shared, 'MAQIAO_SECRET'), MAQIAO_SECRET_FILE: '/run/secrets/maqiao' };
    expect(readSettings(fromFile)).toMatchObject({ secret: undefined, secretFile: '/run/secrets/maqiao' });
  });

  test('PostgreSQL without Redis: one process with its database elsewhere', () => {
    expect(readSettings(without(shared, 'REDIS_URL')).redisUrl).toBeUndefined();
  });

  test('the demo: loopback, its own database, its stand-in', () => {
    expect(readSettings(demo)).toMatchObject({
      demo: true,
      host: '127.0.0.1',
      databaseUrl: 'sqlite:./data/demo.db',
      wechat: { miniProgram: { appId: 'wxdemo' }, apiBaseUrl: 'http://127.0.0.1:3001' },
    });
    expect(readSettings({ ...demo, PUBLIC_URL: 'http://192.168.1.20:3000' }).demo).toBe(true);
  });

  test('without PUBLIC_URL it is localhost, as browsers write it', () => {
    expect(readSettings({ ...real, PORT: '8080' }).publicUrl).toBe('http://localhost:8080');
    expect(readSettings({ ...real, PORT: '80' })).toMatchObject({
      publicUrl: 'http://localhost',
      siteName: 'localhost',
    });
  });

  test('codes of a version that is not released are not checked for a published page', () => {
    expect(readSettings({ ...real, WECHAT_ENV_VERSION: 'trial' }).wechat.miniProgram?.checkPath).toBe(false);
    const asked = { ...real, WECHAT_ENV_VERSION: 'trial', WECHAT_CHECK_PATH: 'true' };
    expect(readSettings(asked).wechat.miniProgram?.checkPath).toBe(true);
  });

  test('the settings cannot be changed afterwards', () => {
    expect(Object.isFrozen(readSettings(real))).toBe(true);
    expect(Object.isFrozen(readSettings(real).limits)).toBe(true);
  });

  test.each([
    ['https://api.weixin.qq.com', false],
    ['https://sh.api.weixin.qq.com', false],
    ['https://weixin.qq.com.example', true],
    ['https://notweixin.qq.com', true],
    ['http://127.0.0.1:4000', true],
  ])('WeChat at %s is elsewhere: %j', (url, elsewhere) => {
    expect(wechatIsElsewhere(readSettings({ ...real, WECHAT_API_BASE_URL: url }))).toBe(elsewhere);
  });
});
