import { describe, expect, test } from '@jest/globals';
import { readEnvironment } from './environment.ts';

const REQUIRED = { SIMULATOR_APP_ID: 'wx0', SIMULATOR_APP_SECRET: 'the-secret' };

describe('environment', () => {
  test('reads every variable', () => {
    expect(
      readEnvironment({
        ...REQUIRED,
        SIMULATOR_HOST: '0.0.0.0',
        SIMULATOR_PORT: '0',
        SIMULATOR_PUBLIC_URL: 'http://192.168.1.20:3001',
        SIMULATOR_ALLOWED_ORIGIN: 'http://192.168.1.20:3000',
        MINI_PROGRAM_DIR: 'dist/weapp',
        SIMULATOR_RELOAD: 'true',
      }),
    ).toEqual({
      appId: 'wx0',
      appSecret: 'the-secret',
      host: '0.0.0.0',
      port: 0,
      publicUrl: 'http://192.168.1.20:3001',
      allowedOrigin: 'http://192.168.1.20:3000',
      miniProgramFolder: 'dist/weapp',
      reloadPhones: true,
    });
  });

  test('needs only the account; an empty variable is none', () => {
    const empty = { SIMULATOR_HOST: '', SIMULATOR_PORT: '', SIMULATOR_PUBLIC_URL: '', MINI_PROGRAM_DIR: '' };
    const expected = { appId: 'wx0', appSecret: 'the-secret', port: 3001 };
    expect(readEnvironment(REQUIRED)).toEqual(expected);
    expect(readEnvironment({ ...REQUIRED, ...empty })).toEqual(expected);
  });

  test('reads the official account and the website, each only with its app id', () => {
    const account = {
      SIMULATOR_OFFICIAL_ACCOUNT_APP_ID: 'wx2',
      SIMULATOR_OFFICIAL_ACCOUNT_APP_SECRET: 's2',
      SIMULATOR_OFFICIAL_ACCOUNT_TOKEN: 'token',
      SIMULATOR_OFFICIAL_ACCOUNT_ID: 'gh_1',
      SIMULATOR_OFFICIAL_ACCOUNT_MODE: '',
    };
    const website = { SIMULATOR_WEBSITE_APP_ID: 'wx3', SIMULATOR_WEBSITE_APP_SECRET: 's3' };
    expect(readEnvironment({ ...REQUIRED, ...account, ...website, SIMULATOR_BOUND: 'true' })).toEqual({
      appId: 'wx0',
      appSecret: 'the-secret',
      port: 3001,
      bound: true,
      officialAccount: { appId: 'wx2', appSecret: 's2', token: 'token', id: 'gh_1' },
      website: { appId: 'wx3', appSecret: 's3' },
    });
    const whole = {
      ...account,
      SIMULATOR_OFFICIAL_ACCOUNT_ENCODING_AES_KEY: 'key',
      SIMULATOR_OFFICIAL_ACCOUNT_NAME: 'Shop',
      SIMULATOR_OFFICIAL_ACCOUNT_KIND: 'test',
      SIMULATOR_OFFICIAL_ACCOUNT_MODE: 'compatible',
      SIMULATOR_OFFICIAL_ACCOUNT_FORMAT: 'json',
      SIMULATOR_OFFICIAL_ACCOUNT_PUSH_URL: 'http://127.0.0.1:3000/wechat/official-account',
      SIMULATOR_OFFICIAL_ACCOUNT_WEB_DOMAIN: '127.0.0.1',
    };
    const names = { SIMULATOR_WEBSITE_NAME: 'Site', SIMULATOR_WEBSITE_WEB_DOMAIN: 'login.example' };
    const marked = { SIMULATOR_MARK_WECHAT_BROWSER: 'true' };
    expect(readEnvironment({ ...REQUIRED, ...whole, ...website, ...names, ...marked })).toMatchObject({
      markWechatBrowser: true,
      officialAccount: {
        encodingAesKey: 'key',
        name: 'Shop',
        kind: 'test',
        mode: 'compatible',
        format: 'json',
        pushUrl: 'http://127.0.0.1:3000/wechat/official-account',
        webDomain: '127.0.0.1',
      },
      website: { name: 'Site', webDomain: 'login.example' },
    });
    expect(() =>
      readEnvironment({
        ...REQUIRED,
        SIMULATOR_OFFICIAL_ACCOUNT_APP_ID: 'wx2',
        SIMULATOR_OFFICIAL_ACCOUNT_KIND: 'x',
      }),
    ).toThrow(/APP_SECRET: is required.*TOKEN: is required.*ACCOUNT_ID: is required.*KIND: must be/);
    expect(() => readEnvironment({ ...REQUIRED, SIMULATOR_WEBSITE_APP_ID: 'wx3' })).toThrow(
      'SIMULATOR_WEBSITE_APP_SECRET: is required',
    );
  });

  test('names what is wrong and never its value', () => {
    const bad = {
      SIMULATOR_PORT: '70000',
      SIMULATOR_PUBLIC_URL: 'ftp://x',
      SIMULATOR_APP_SECRET: 'the-secret',
    };
    expect(() => readEnvironment(bad)).toThrow(
      /SIMULATOR_PORT: must be a port.*SIMULATOR_PUBLIC_URL: must be.*SIMULATOR_APP_ID: is required/,
    );
    expect(() => readEnvironment(bad)).not.toThrow(/the-secret|70000|ftp/);
  });
});
