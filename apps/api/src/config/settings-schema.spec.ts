import { expect, test } from '@jest/globals';
import { madeUpSecret } from '@maqiao/test-servers';
import { describeSettings, oneOf, wholeNumber, words, type Row } from './setting-rows.ts';
import { readSettings } from './settings.ts';
import type { SettingName } from './settings-words.ts';
import type { WechatSettingName } from './wechat-settings-words.ts';

const DAY = 86_400_000;
const SECRET = madeUpSecret('one');

/** A server of its own, with WeChat: what the one setting is added to. */
const real = {
  WECHAT_APP_ID: 'wx0123456789abcdef',
  WECHAT_APP_SECRET: '0123456789abcdef0123456789abcdef',
};

const KEY_WANTS =
  'at least 16 visible ASCII characters without spaces that nobody can guess, such as openssl rand -base64 32 makes';
const KEYS_WANT =
  'one key, or several with a name each, such as shop:<key>,forum:<key>; a key has at least 16 visible ASCII characters without spaces and commas that nobody can guess, such as openssl rand -base64 32 makes, a name letters, digits, - and _';
const BAD_KEYS = [
  'fifteen-letters',
  'a key with spaces in it',
  '密钥密钥密钥密钥密钥密钥密钥密钥',
  'k'.repeat(16),
  'changeme-changeme',
  'at-least-16-random-characters',
];

/**
 * Every setting but those of WeChat's accounts, which have a spec of their own. The type asks for a row of each, so that a
 * new one cannot be forgotten.
 */
const ROWS: Record<Exclude<SettingName, WechatSettingName>, Row> = {
  NODE_ENV: oneOf(
    (settings) => settings.production,
    [
      ['production', true],
      ['development', false],
      ['test', false],
    ],
    false,
    'production, development or test',
  ),
  PORT: wholeNumber(({ port }) => port, [0, 65535, 3000]),
  HOST: {
    good: [['::1', ({ host }) => host, '::1']],
    unset: [({ host }) => host, '0.0.0.0'],
    bad: [],
    wants: '',
  },
  PUBLIC_URL: {
    good: [
      ['https://login.example.com', ({ publicUrl }) => publicUrl, 'https://login.example.com'],
      ['https://login.example.com:8443/', ({ publicUrl }) => publicUrl, 'https://login.example.com:8443'],
      ['http://192.168.1.20:3000', ({ publicUrl }) => publicUrl, 'http://192.168.1.20:3000'],
      ['https://login.example.com', ({ siteName }) => siteName, 'login.example.com'],
    ],
    unset: [({ publicUrl }) => publicUrl, 'http://localhost:3000'],
    bad: [
      'login.example.com',
      'ftp://a.example',
      'https://a.example/path',
      'https://a.example?q',
      'https://u@a.example',
    ],
    wants: 'an http(s) origin such as https://login.example.com',
  },
  SITE_NAME: {
    good: [[' 山前书店 ', ({ siteName }) => siteName, '山前书店']],
    unset: [({ siteName }) => siteName, 'localhost:3000'],
    bad: ['a name that goes on '.repeat(4)],
    wants: 'at most 60 characters',
  },
  SITE_LOGO: {
    good: [['./logo.svg', ({ siteLogo }) => siteLogo, './logo.svg']],
    unset: [({ siteLogo }) => siteLogo, undefined],
    bad: [],
    wants: '',
  },
  SITE_COLOR: {
    good: [['#B23A22', ({ siteColor }) => siteColor?.light, '#b23a22']],
    unset: [({ siteColor }) => siteColor, null],
    bad: ['red', 'b23a22', '#b23', '#b23a22ff', 'rgb(1,2,3)'],
    wants: 'a colour such as #b23a22',
  },
  WORDS_FILE: {
    good: [['./words.json', ({ wordsFile }) => wordsFile, './words.json']],
    unset: [({ wordsFile }) => wordsFile, undefined],
    bad: [],
    wants: '',
  },
  CLIENTS_FILE: {
    good: [['./clients.json', ({ clientsFile }) => clientsFile, './clients.json']],
    unset: [({ clientsFile }) => clientsFile, undefined],
    bad: [],
    wants: '',
  },
  DATABASE_URL: {
    good: [['sqlite:/srv/m.db', ({ databaseUrl }) => databaseUrl, 'sqlite:/srv/m.db']],
    unset: [({ databaseUrl }) => databaseUrl, 'sqlite:./data/maqiao.db'],
    bad: ['sqlite:', './data/maqiao.db', 'mysql://u:hidden-words@db.example/m', 'postgres:'],
    wants: 'sqlite:<path> or postgres://…',
  },
  REDIS_URL: {
    good: [],
    unset: [({ redisUrl }) => redisUrl, undefined],
    bad: [
      'redis.example:6379',
      'http://:hidden-words@redis.example',
      'redis://',
      'redis://a,b',
      'redis-sentinel://a',
    ],
    wants:
      'redis://[user:password@]host[:port][/database], rediss:// for TLS, redis-cluster://host1,host2 or redis-sentinel://host1,host2/master-name',
  },
  MAQIAO_SECRET: {
    good: [
      [SECRET, ({ secret }) => secret?.toString('hex'), SECRET],
      [Buffer.alloc(32, 7).toString('base64'), ({ secret }) => secret, Buffer.alloc(32, 7)],
      [` ${Buffer.alloc(32, 255).toString('base64url')}\n`, ({ secret }) => secret, Buffer.alloc(32, 255)],
    ],
    unset: [({ secret }) => secret, undefined],
    bad: ['ab'.repeat(31), 'ab'.repeat(33), 'c2hvcnQ=', 'a passphrase of thirty-two chars'],
    wants: '32 random bytes as base64, base64url or hexadecimal',
  },
  MAQIAO_SECRET_FILE: {
    good: [['/run/secrets/maqiao', ({ secretFile }) => secretFile, '/run/secrets/maqiao']],
    unset: [({ secretFile }) => secretFile, undefined],
    bad: [],
    wants: '',
  },
  AVATAR_STORAGE: {
    good: [['disk:/srv/pictures', ({ avatars }) => avatars, { kind: 'disk', folder: '/srv/pictures' }]],
    unset: [({ avatars }) => avatars, { kind: 'disk', folder: './data/avatars' }],
    bad: ['disk:', '/srv/pictures', 's3://', 's3://B', 's3://bucket/..', 's3://bucket//a', 's3://k:s@bucket'],
    wants: 'disk:<folder> or s3://<bucket>, with a prefix s3://<bucket>/<prefix>',
  },
  S3_ENDPOINT: {
    good: [],
    bad: ['s3.example.com', 'https://s3.example.com/path', 'ftp://s3.example.com'],
    wants: 'an http(s) origin such as https://login.example.com',
  },
  S3_REGION: {
    good: [],
    bad: ['cn north', 'CN-NORTH-1', 'r'.repeat(65)],
    wants: 'a region such as us-east-1',
  },
  S3_ACCESS_KEY_ID: {
    good: [],
    bad: ['with space', 'x'.repeat(257)],
    wants: '1 to 256 visible ASCII characters',
  },
  S3_SECRET_ACCESS_KEY: {
    good: [],
    bad: ['with space', 'x'.repeat(257)],
    wants: '1 to 256 visible ASCII characters',
  },
  SITE_API_KEY: {
    good: [
      ['sixteen-letters!', ({ siteApiKeys }) => siteApiKeys, [{ name: 'default', key: 'sixteen-letters!' }]],
      [
        'shop:sixteen-letters!',
        ({ siteApiKeys }) => siteApiKeys,
        [{ name: 'shop', key: 'sixteen-letters!' }],
      ],
    ],
    unset: [({ siteApiKeys }) => siteApiKeys, []],
    bad: BAD_KEYS,
    wants: KEYS_WANT,
  },
  ADMIN_KEY: {
    good: [
      ['sixteen-letters!', ({ adminKeys }) => adminKeys, [{ name: 'default', key: 'sixteen-letters!' }]],
    ],
    unset: [({ adminKeys }) => adminKeys, []],
    bad: BAD_KEYS,
    wants: KEYS_WANT,
  },
  // The two belong together: what they come to is in webhook.spec.ts.
  WEBHOOK_URL: {
    good: [],
    unset: [({ webhook }) => webhook, undefined],
    bad: ['www.example.com/hooks', 'ftp://www.example.com/', 'https://user:hidden@www.example.com/'],
    wants: 'an http(s) address without user or password, such as https://www.example.com/hooks',
  },
  WEBHOOK_SECRET: {
    good: [],
    bad: [
      'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
      'whsec_c2hvcnQ=',
      `whsec_${'A'.repeat(92)}`,
      `whsec_${'A'.repeat(32)}`,
      `whsec_${'A'.repeat(32)},x`,
    ],
    wants:
      'whsec_ and the base64 of 24 to 64 random bytes, such as openssl rand -base64 32 makes; two, separated by a comma, while the secret changes',
  },
  METRICS_TOKEN: {
    good: [['sixteen-letters!', ({ metricsToken }) => metricsToken, 'sixteen-letters!']],
    unset: [({ metricsToken }) => metricsToken, undefined],
    bad: BAD_KEYS,
    wants: KEY_WANTS,
  },
  LOGIN_METHODS: {
    good: [
      ['mini-program,', ({ loginMethods }) => loginMethods, ['mini-program']],
      ['mini-program', ({ loginMethods }) => loginMethods, ['mini-program']],
    ],
    unset: [({ loginMethods }) => loginMethods, ['mini-program']],
    bad: ['wechat', 'mini-program,mini-program', ',', 'Mini-Program', 'mini-program;passkey'],
    wants:
      'ids of sign-in methods, each once, separated by commas: mini-program, official-account, message, official-account-web, website',
  },
  CONFIRM_MODE: oneOf(
    ({ confirmMode }) => confirmMode,
    words('auto', 'always', 'never'),
    'auto',
    'auto, always or never',
  ),
  SCENE_TTL_SECONDS: wholeNumber(({ lifetimes }) => lifetimes.pending, [5, 600, 180], 1000),
  CONFIRM_TTL_SECONDS: wholeNumber(({ lifetimes }) => lifetimes.scanned, [5, 600, 120], 1000),
  DELIVERY_TTL_SECONDS: wholeNumber(({ lifetimes }) => lifetimes.delivery, [5, 600, 60], 1000),
  SESSION_IDLE_DAYS: {
    ...wholeNumber(({ sessions }) => sessions.idle, [1, 365, 14], DAY),
    good: [['30', ({ sessions }) => sessions.idle, 30 * DAY]],
  },
  SESSION_MAX_DAYS: {
    ...wholeNumber(({ sessions }) => sessions.max, [1, 365, 30], DAY),
    good: [['365', ({ sessions }) => sessions.max, 365 * DAY]],
  },
  SCENES_PER_MINUTE: wholeNumber(({ limits }) => limits.scenesPerMinute, [1, 1_000_000, 30]),
  SCANS_PER_MINUTE: wholeNumber(({ limits }) => limits.scansPerMinute, [1, 1_000_000, 120]),
  SCANS_PER_PERSON_PER_MINUTE: wholeNumber(
    ({ limits }) => limits.scansPerPersonPerMinute,
    [1, 1_000_000, 20],
  ),
  WXACODES_PER_MINUTE: wholeNumber(({ limits }) => limits.wxacodesPerMinute, [1, 5000, 4000]),
  TRUST_PROXY: wholeNumber(({ trustProxy }) => trustProxy, [0, 10, 0]),
  FORWARD_AUTH_HOSTS: {
    good: [
      [
        'tools.example.com=*, Wiki.example.com:8443=abc_-1|DEF,nas:80=*',
        ({ protectedHosts }) => protectedHosts,
        [
          { host: 'tools.example.com', users: '*' },
          { host: 'wiki.example.com:8443', users: new Set(['abc_-1', 'DEF']) },
          { host: 'nas:80', users: '*' },
        ],
      ],
      ['书.example.com=*', ({ protectedHosts }) => protectedHosts[0]?.host, 'xn--1jq.example.com'],
    ],
    unset: [({ protectedHosts }) => protectedHosts, []],
    bad: [
      ',',
      'tools.example.com',
      'tools.example.com=',
      'tools.example.com=a|',
      'tools.example.com=a b',
      'tools.example.com=*|a',
      '*.example.com=*',
      'https://tools.example.com=*',
      'tools.example.com/a=*',
      'a@tools.example.com=*',
      'tools.example.com:99999=*',
      'tools.example.com=*,TOOLS.example.com=a',
    ],
    wants:
      'host names, separated by commas, each once and with who may enter: * for everybody who signs in, or the ids of users with | between them, as in tools.example.com=*,wiki.example.com=<id>|<id>',
  },
  CORS_ORIGINS: {
    good: [
      [
        'https://www.example.com, https://shop.example.com/',
        ({ corsOrigins }) => corsOrigins,
        ['https://www.example.com', 'https://shop.example.com'],
      ],
      [
        'https://shop.example.com=Corner shop, https://www.example.com/ http://10.0.0.2:8080 = 山前书店',
        ({ corsOrigins, siteNames }) => [corsOrigins, [...siteNames]],
        [
          ['https://shop.example.com', 'https://www.example.com', 'http://10.0.0.2:8080'],
          [
            ['https://shop.example.com', 'Corner shop'],
            ['http://10.0.0.2:8080', '山前书店'],
          ],
        ],
      ],
    ],
    unset: [({ corsOrigins }) => corsOrigins, []],
    bad: [
      '*',
      'null',
      'https://www.example.com,shop.example.com',
      'https://*.example.com/a',
      'https://www.example.com=',
      'Corner shop=https://www.example.com',
      'https://www.example.com=https://bank.example',
      `https://www.example.com=${'a name that goes on '.repeat(4)}`,
      'https://www.example.com=a\u2028b',
    ],
    wants:
      'http(s) origins, separated by commas; each may have a name of at most 60 characters, as in https://shop.example.com=Corner shop',
  },
  LOG_LEVEL: oneOf(
    ({ logLevel }) => logLevel,
    words('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'),
    'info',
    'a level of pino',
  ),
  LOG_FORMAT: oneOf(
    ({ logFormat }) => logFormat,
    words('auto', 'json', 'text'),
    'auto',
    'auto, json or text',
  ),
  DEMO_PHONE_URL: {
    good: [['http://127.0.0.1:3001', ({ demoPhoneUrl }) => demoPhoneUrl, 'http://127.0.0.1:3001/phone/']],
    unset: [({ demoPhoneUrl }) => demoPhoneUrl, null],
    bad: ['127.0.0.1:3001'],
    wants: 'an http(s) origin such as https://login.example.com',
  },
};

describeSettings(ROWS, real);

test('several bad settings are all named at once', () => {
  const reading = () => readSettings({ ...real, PORT: 'x', LOG_LEVEL: 'loud', TRUST_PROXY: '11' });
  expect(reading).toThrow(/^PORT must .*\. TRUST_PROXY must .*\. LOG_LEVEL must .*\.$/);
});

test('what does not belong to Maqiao is not looked at', () => {
  expect(() => readSettings({ ...real, PATH: '/bin', HOME: '' })).not.toThrow();
});
