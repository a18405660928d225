import { describe, expect, test } from '@jest/globals';
import { madeUpSecret } from '@maqiao/test-servers';
import { describeSettings, oneOf, words, type Row } from './setting-rows.ts';
import { readSettings, SettingsError, type Settings } from './settings.ts';
import { mainAppIdOf, wechatAccountsOf } from './wechat-accounts.ts';
import type { WechatSettingName } from './wechat-settings-words.ts';

const KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';
const OTHER_KEY = 'GFEDCBA9876543210zyxwvutsrqponmlkjihgfedcba';

const miniProgram = {
  WECHAT_APP_ID: 'wx0123456789abcdef',
  WECHAT_APP_SECRET: '0123456789abcdef0123456789abcdef',
};
const officialAccount = {
  WECHAT_OFFICIAL_ACCOUNT_APP_ID: 'wx1111111111111111',
  WECHAT_OFFICIAL_ACCOUNT_APP_SECRET: 'fedcba9876543210fedcba9876543210',
  WECHAT_OFFICIAL_ACCOUNT_TOKEN: 'aTokenOfTheOwners',
  WECHAT_OFFICIAL_ACCOUNT_ENCODING_AES_KEY: KEY,
  WECHAT_OFFICIAL_ACCOUNT_ID: 'gh_0123456789ab',
};
const forMessages = {
  WECHAT_OFFICIAL_ACCOUNT_NAME: '山前书店',
  WECHAT_OFFICIAL_ACCOUNT_CODE_FILE: './code.jpg',
};
const website = {
  WECHAT_WEBSITE_APP_ID: 'wx2222222222222222',
  WECHAT_WEBSITE_APP_SECRET: 'abcdefabcdefabcdefabcdefabcdefab',
};
const all = {
  PUBLIC_URL: 'https://login.example.com',
  ...miniProgram,
  ...officialAccount,
  ...forMessages,
  ...website,
};

const account = ({ wechat }: Settings) => wechat.officialAccount;
const keysOf = (settings: Settings) =>
  account(settings)?.encodingAesKeys.map((key) => key.toString('base64'));

/** Every setting of WeChat's accounts. The type asks for a row of each. */
const ROWS: Record<WechatSettingName, Row> = {
  WECHAT_APP_ID: {
    good: [['wxfedcba9876543210', ({ wechat }) => wechat.miniProgram?.appId, 'wxfedcba9876543210']],
    bad: ['wx 0123', 'wx!', 'x'.repeat(65)],
    wants: 'the AppID from the console: wx and 16 characters',
  },
  WECHAT_APP_SECRET: {
    good: [['f'.repeat(32), ({ wechat }) => wechat.miniProgram?.appSecret, 'f'.repeat(32)]],
    bad: ['a secret with spaces', 'äöü-not-ascii', 'y'.repeat(129)],
    wants: 'the AppSecret from the console: 32 characters',
  },
  WECHAT_API_BASE_URL: {
    good: [
      ['https://api2.weixin.qq.com', ({ wechat }) => wechat.apiBaseUrl, 'https://api2.weixin.qq.com'],
      ['http://127.0.0.1:4000/', ({ wechat }) => wechat.apiBaseUrl, 'http://127.0.0.1:4000'],
    ],
    unset: [({ wechat }) => wechat.apiBaseUrl, 'https://api.weixin.qq.com'],
    bad: ['api.weixin.qq.com', 'https://api.weixin.qq.com/cgi-bin'],
    wants: 'an http(s) origin such as https://login.example.com',
  },
  WECHAT_PAGE: {
    good: [['pages/sign-in/main', ({ wechat }) => wechat.miniProgram?.page, 'pages/sign-in/main']],
    unset: [({ wechat }) => wechat.miniProgram?.page, 'pages/login/index'],
    bad: ['/pages/login/index', 'pages/login?x=1', 'pages//login', 'pages/login/'],
    wants: 'a page path without leading slash or query',
  },
  WECHAT_ENV_VERSION: oneOf(
    ({ wechat }) => wechat.miniProgram?.envVersion,
    words('release', 'trial', 'develop'),
    'release',
    'release, trial or develop',
  ),
  WECHAT_CHECK_PATH: oneOf(
    ({ wechat }) => wechat.miniProgram?.checkPath,
    [
      ['false', false],
      ['true', true],
    ],
    true,
    'true or false',
  ),
  WECHAT_OPEN_BASE_URL: {
    good: [['http://127.0.0.1:4000/', ({ wechat }) => wechat.openBaseUrl, 'http://127.0.0.1:4000']],
    unset: [({ wechat }) => wechat.openBaseUrl, 'https://open.weixin.qq.com'],
    bad: ['open.weixin.qq.com', 'https://open.weixin.qq.com/connect'],
    wants: 'an http(s) origin such as https://login.example.com',
  },
  WECHAT_UNIONID: {
    good: [['expected', ({ wechat }) => wechat.unionidExpected, true]],
    unset: [({ wechat }) => wechat.unionidExpected, false],
    bad: ['true', 'Expected'],
    wants: 'expected, or nothing',
  },
  UNSUBSCRIBE_DELETES_USER: oneOf(
    (settings) => settings.unsubscribeDeletesUser,
    [
      ['false', false],
      ['true', true],
    ],
    false,
    'true or false',
  ),
  WECHAT_OFFICIAL_ACCOUNT_APP_ID: {
    good: [['wxfedcba9876543210', (settings) => account(settings)?.appId, 'wxfedcba9876543210']],
    bad: ['wx!', 'x'.repeat(65)],
    wants: 'the AppID from the console: wx and 16 characters',
  },
  WECHAT_OFFICIAL_ACCOUNT_APP_SECRET: {
    good: [['f'.repeat(32), (settings) => account(settings)?.appSecret, 'f'.repeat(32)]],
    unset: [(settings) => account(settings)?.appSecret, undefined],
    bad: ['a secret with spaces', 'y'.repeat(129)],
    wants: 'the AppSecret from the console: 32 characters',
  },
  WECHAT_OFFICIAL_ACCOUNT_TOKEN: {
    good: [['AAAAA', (settings) => account(settings)?.token, 'AAAAA']],
    bad: ['ab', 'a'.repeat(33), 'a-token', '令牌令牌令牌'],
    wants: '3 to 32 letters and digits, the same as in the console',
  },
  WECHAT_OFFICIAL_ACCOUNT_ENCODING_AES_KEY: {
    good: [[OTHER_KEY, keysOf, [`${OTHER_KEY}=`.replace(/.=$/, 'Y=')]]],
    bad: [KEY.slice(1), `${KEY}=`, `${KEY.slice(1)}+`, `${KEY}${KEY}`],
    wants: 'the EncodingAESKey from the console: 43 letters and digits',
  },
  WECHAT_OFFICIAL_ACCOUNT_PREVIOUS_ENCODING_AES_KEY: {
    good: [[OTHER_KEY, (settings) => keysOf(settings)?.length, 2]],
    unset: [(settings) => keysOf(settings)?.length, 1],
    bad: [KEY.slice(1), `${KEY}=`],
    wants: 'the EncodingAESKey from the console: 43 letters and digits',
  },
  WECHAT_OFFICIAL_ACCOUNT_ID: {
    good: [['gh_fedcba987654', (settings) => account(settings)?.id, 'gh_fedcba987654']],
    bad: ['gh_', 'wx0123456789ab', 'my-account', 'gh_ 0123456789'],
    wants: 'the original ID from the console: gh_ and 12 characters',
  },
  WECHAT_OFFICIAL_ACCOUNT_MODE: oneOf(
    (settings) => account(settings)?.mode,
    words('safe', 'compatible', 'plain'),
    'safe',
    'safe, compatible or plain',
  ),
  WECHAT_OFFICIAL_ACCOUNT_CONFIRM: oneOf(
    (settings) => account(settings)?.confirm,
    words('chat', 'page'),
    'chat',
    'chat or page',
  ),
  WECHAT_OFFICIAL_ACCOUNT_NAME: {
    good: [[' 山前书店 ', (settings) => account(settings)?.name, '山前书店']],
    bad: ['x'.repeat(61)],
    wants: 'at most 60 characters',
  },
  WECHAT_OFFICIAL_ACCOUNT_CODE_FILE: {
    good: [['./code.png', (settings) => account(settings)?.codeFile, './code.png']],
    bad: [],
    wants: '',
  },
  WECHAT_OFFICIAL_ACCOUNT_FORWARD_URL: {
    good: [
      'https://www.example.com/wechat?a=b',
      'http://127.0.0.1:8080/wechat',
      'http://shop:8080/wechat',
    ].map((url) => [url, (settings: Settings) => account(settings)?.forwardUrl, url]),
    unset: [(settings) => account(settings)?.forwardUrl, undefined],
    bad: ['www.example.com/wechat', 'ftp://www.example.com/', 'https://user:hidden@www.example.com/'],
    wants: 'an http(s) address without user or password, such as https://www.example.com/wechat',
  },
  WECHAT_WEBSITE_APP_ID: {
    good: [['wxfedcba9876543210', ({ wechat }) => wechat.website?.appId, 'wxfedcba9876543210']],
    bad: ['wx!'],
    wants: 'the AppID from the console: wx and 16 characters',
  },
  WECHAT_WEBSITE_APP_SECRET: {
    good: [['f'.repeat(32), ({ wechat }) => wechat.website?.appSecret, 'f'.repeat(32)]],
    bad: ['a secret with spaces'],
    wants: 'the AppSecret from the console: 32 characters',
  },
  WECHAT_VERIFY_FILES: {
    good: [['./verify', ({ wechat }) => wechat.verifyFiles, './verify']],
    unset: [({ wechat }) => wechat.verifyFiles, undefined],
    bad: [],
    wants: '',
  },
};

describeSettings(ROWS, all);

/** The sentence that stops the start. */
function refusal(environment: Record<string, string | undefined>): string {
  try {
    readSettings(environment);
  } catch (error) {
    expect(error).toBeInstanceOf(SettingsError);
    return (error as SettingsError).message;
  }
  throw new Error('the settings were taken');
}

/** Settings whose values are words of the settings page, no secret. */
const CHOICES = ['LOGIN_METHODS', 'WECHAT_OFFICIAL_ACCOUNT_CONFIRM', 'WECHAT_OFFICIAL_ACCOUNT_MODE'];

describe('accounts that contradict themselves or each other stop the start', () => {
  test.each<[string, Record<string, string | undefined>, RegExp]>([
    [
      'a website app without its secret',
      { WECHAT_WEBSITE_APP_SECRET: '' },
      /^WECHAT_WEBSITE_APP_ID and WECHAT_WEBSITE_APP_SECRET belong together/,
    ],
    [
      'an official account without token and id',
      { WECHAT_OFFICIAL_ACCOUNT_TOKEN: '', WECHAT_OFFICIAL_ACCOUNT_ID: '' },
      /these are missing: WECHAT_OFFICIAL_ACCOUNT_TOKEN, WECHAT_OFFICIAL_ACCOUNT_ID\.$/,
    ],
    [
      'an official account without an AppID',
      { WECHAT_OFFICIAL_ACCOUNT_APP_ID: '' },
      /missing: WECHAT_OFFICIAL_ACCOUNT_APP_ID\.$/,
    ],
    [
      'safe mode without a key',
      { WECHAT_OFFICIAL_ACCOUNT_ENCODING_AES_KEY: '' },
      /missing: WECHAT_OFFICIAL_ACCOUNT_ENCODING_AES_KEY\.$/,
    ],
    [
      'a previous key alone',
      {
        WECHAT_OFFICIAL_ACCOUNT_MODE: 'plain',
        WECHAT_OFFICIAL_ACCOUNT_ENCODING_AES_KEY: '',
        WECHAT_OFFICIAL_ACCOUNT_PREVIOUS_ENCODING_AES_KEY: KEY,
      },
      /missing: WECHAT_OFFICIAL_ACCOUNT_ENCODING_AES_KEY\.$/,
    ],
    [
      'a name without a picture of the code',
      { WECHAT_OFFICIAL_ACCOUNT_CODE_FILE: '' },
      /^WECHAT_OFFICIAL_ACCOUNT_NAME and WECHAT_OFFICIAL_ACCOUNT_CODE_FILE belong together/,
    ],
    [
      'an account by which nobody can sign in',
      {
        WECHAT_OFFICIAL_ACCOUNT_APP_SECRET: '',
        WECHAT_OFFICIAL_ACCOUNT_NAME: '',
        WECHAT_OFFICIAL_ACCOUNT_CODE_FILE: '',
      },
      /^WECHAT_OFFICIAL_ACCOUNT_APP_SECRET, or .* must be set/,
    ],
    [
      'a confirm page of an account without a secret',
      { WECHAT_OFFICIAL_ACCOUNT_CONFIRM: 'page', WECHAT_OFFICIAL_ACCOUNT_APP_SECRET: '' },
      /^WECHAT_OFFICIAL_ACCOUNT_CONFIRM=page needs WECHAT_OFFICIAL_ACCOUNT_APP_SECRET/,
    ],
    [
      'one AppID twice',
      { WECHAT_WEBSITE_APP_ID: miniProgram.WECHAT_APP_ID },
      /^WECHAT_APP_ID and WECHAT_WEBSITE_APP_ID must be different/,
    ],
    [
      'plain messages in a private network',
      { WECHAT_OFFICIAL_ACCOUNT_MODE: 'plain', PUBLIC_URL: 'http://192.168.1.20:3000' },
      /^WECHAT_OFFICIAL_ACCOUNT_MODE=plain needs PUBLIC_URL with https/,
    ],
    [
      'messages forwarded in the clear',
      { WECHAT_OFFICIAL_ACCOUNT_FORWARD_URL: 'http://www.example.com/wechat' },
      /^WECHAT_OFFICIAL_ACCOUNT_FORWARD_URL must be https/,
    ],
    [
      'messages forwarded in a circle',
      { WECHAT_OFFICIAL_ACCOUNT_FORWARD_URL: 'https://login.example.com/wechat/official-account' },
      /^WECHAT_OFFICIAL_ACCOUNT_FORWARD_URL must not lead back/,
    ],
    [
      'browsers sent somewhere over plain http',
      { WECHAT_OPEN_BASE_URL: 'http://192.168.1.20' },
      /^WECHAT_OPEN_BASE_URL must be https, or a loopback address/,
    ],
    [
      'a method without its account',
      { LOGIN_METHODS: 'mini-program,website', WECHAT_WEBSITE_APP_ID: '', WECHAT_WEBSITE_APP_SECRET: '' },
      /^LOGIN_METHODS names website, which is not configured: it needs WECHAT_WEBSITE_APP_ID/,
    ],
    [
      'the scan without a secret',
      { LOGIN_METHODS: 'official-account', WECHAT_OFFICIAL_ACCOUNT_APP_SECRET: '' },
      /^LOGIN_METHODS names official-account, which is not configured/,
    ],
    [
      'a method that this version does not have',
      { LOGIN_METHODS: 'mini-program,passkey' },
      /^LOGIN_METHODS names passkey, which this version of Maqiao does not have yet: remove it there\.$/,
    ],
  ])('%s', (_name, change, sentence) => {
    const said = refusal({ ...all, ...change });
    expect(said).toMatch(sentence);
    expect(said).toMatch(/\.$/);
    for (const [name, value] of Object.entries({ ...all, ...change }))
      if (value && value.length > 4 && !CHOICES.includes(name)) expect(said).not.toContain(value);
  });
});

describe('what goes together', () => {
  test('every account has a name for its people, and its methods are offered in the order of the table', () => {
    const settings = readSettings(all);
    expect(wechatAccountsOf(settings)).toEqual([
      { provider: 'wechat-mini-program', appId: miniProgram.WECHAT_APP_ID },
      { provider: 'wechat-official-account', appId: officialAccount.WECHAT_OFFICIAL_ACCOUNT_APP_ID },
      { provider: 'wechat-website', appId: website.WECHAT_WEBSITE_APP_ID },
    ]);
    expect(mainAppIdOf(settings)).toBe(miniProgram.WECHAT_APP_ID);
    expect(settings.loginMethods).toEqual([
      'mini-program',
      'official-account',
      'message',
      'official-account-web',
      'website',
    ]);
  });

  test.each([
    ['an official account alone', officialAccount, ['official-account', 'official-account-web']],
    [
      'a personal account alone, which has no secret',
      { ...officialAccount, ...forMessages, WECHAT_OFFICIAL_ACCOUNT_APP_SECRET: '' },
      ['message'],
    ],
    ['a website app alone', website, ['website']],
  ])('%s is no demo', (_name, environment, methods) => {
    const settings = readSettings({ PUBLIC_URL: 'https://login.example.com', ...environment });
    expect(settings).toMatchObject({
      demo: false,
      wechat: { miniProgram: undefined },
      loginMethods: methods,
    });
    expect(mainAppIdOf(settings)).toBe(wechatAccountsOf(settings)[0]?.appId);
  });

  test('many instances without a mini program', () => {
    const shared = {
      ...website,
      PUBLIC_URL: 'https://login.example.com',
      DATABASE_URL: 'postgres://db.example/m',
      REDIS_URL: 'redis://redis.example',
      MAQIAO_SECRET: madeUpSecret('one'),
    };
    expect(readSettings(shared).demo).toBe(false);
  });

  test('accounts of the demo leave it the demo', () => {
    const settings = readSettings({
      WECHAT_API_BASE_URL: 'http://127.0.0.1:3001',
      ...officialAccount,
      WECHAT_OFFICIAL_ACCOUNT_APP_ID: 'wxdemoaccount',
    });
    expect(settings).toMatchObject({ demo: true, host: '127.0.0.1' });
    expect(settings.loginMethods[0]).toBe('mini-program');
  });

  test('plain messages of a test account need no key', () => {
    const settings = readSettings({
      ...officialAccount,
      PUBLIC_URL: 'http://127.0.0.1:3000',
      WECHAT_OFFICIAL_ACCOUNT_MODE: 'plain',
      WECHAT_OFFICIAL_ACCOUNT_ENCODING_AES_KEY: '',
    });
    expect(account(settings)).toMatchObject({ mode: 'plain', encodingAesKeys: [] });
    // WebAuthn takes no address in place of a name.
    expect(settings.loginMethods).toEqual(['official-account', 'official-account-web']);
  });
});
