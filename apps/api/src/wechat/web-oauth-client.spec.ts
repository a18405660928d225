import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { TestingModule } from '@nestjs/testing';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { KNOWN_ERRCODES, meaningOfErrcode } from './errcodes.ts';
import { officialAccountAddress, websiteAddress } from './authorize-address.ts';
import { rejectionOf, wechatUnderTest } from './test-support.ts';
import { WebOauthClient, type WebOauthApp } from './web-oauth-client.ts';
import { meaningOfWebOauthErrcode, WEB_OAUTH_ERRCODES } from './web-oauth-errcodes.ts';
import { WechatError } from './wechat-error.ts';

const app: WebOauthApp = {
  appId: 'wxWebsite00000001',
  appSecret: 'secret-of-the-website-app-0001',
  provider: 'wechat-website',
};
const TOKEN = {
  access_token: 'ACCESS',
  expires_in: 7200,
  refresh_token: 'REFRESH',
  openid: 'oLi',
  scope: 'snsapi_login',
};

let server: Server;
let module: TestingModule;
let client: WebOauthClient;
/** Paths with their queries, in their order. */
let asked: string[];
let answer: unknown;

beforeEach(async () => {
  asked = [];
  answer = TOKEN;
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.setHeader('Content-Type', 'text/plain');
    response.end(typeof answer === 'string' ? answer : JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  module = await wechatUnderTest({
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  });
  client = module.get(WebOauthClient);
});
afterEach(async () => {
  await module.close();
  await new Promise((resolve) => server.close(resolve));
});

async function refusalOf(promise: Promise<unknown>): Promise<WechatError> {
  const error = await rejectionOf(promise);
  if (error instanceof WechatError) return error;
  throw error;
}

describe('the code of a browser', () => {
  test('is exchanged once, for tokens that name the person', async () => {
    answer = { ...TOKEN, unionid: 'uLi' };
    expect(await client.exchangeCode(app, 'CODE')).toEqual({
      accessToken: 'ACCESS',
      expiresIn: 7200,
      refreshToken: 'REFRESH',
      openid: 'oLi',
      scopes: ['snsapi_login'],
      unionid: 'uLi',
      isSnapshot: false,
    });
    expect(asked).toEqual([
      `/sns/oauth2/access_token?appid=${app.appId}&secret=${app.appSecret}&code=CODE&grant_type=authorization_code`,
    ]);
    const again = await refusalOf(client.exchangeCode(app, 'CODE'));
    expect(again.code).toBe('invalid_login_code');
    expect(asked).toHaveLength(1);
  });

  test('is not sent again after an answer that was none', async () => {
    answer = '<html>';
    expect((await refusalOf(client.exchangeCode(app, 'CODE'))).code).toBe('wechat_unavailable');
    answer = TOKEN;
    expect((await refusalOf(client.exchangeCode(app, 'CODE'))).code).toBe('invalid_login_code');
    expect(asked).toHaveLength(1);
  });

  test.each([
    [1, true],
    ['1', true],
    [true, true],
    [0, false],
    [undefined, false],
  ])('is_snapshotuser %j', async (is_snapshotuser, isSnapshot) => {
    answer = { ...TOKEN, is_snapshotuser, scope: 'snsapi_base,snsapi_userinfo', errcode: 0 };
    expect(await client.exchangeCode(app, 'CODE')).toMatchObject({
      isSnapshot,
      scopes: ['snsapi_base', 'snsapi_userinfo'],
    });
  });

  test.each([
    [40029, 'invalid_login_code', 'WECHAT_WEBSITE_APP_ID'],
    [40163, 'invalid_login_code', 'used before'],
    [40125, 'wechat_misconfigured', 'WECHAT_WEBSITE_APP_SECRET'],
    [40001, 'wechat_misconfigured', 'WECHAT_WEBSITE_APP_SECRET'],
    [40013, 'wechat_misconfigured', 'WECHAT_WEBSITE_APP_ID'],
    [10003, 'wechat_misconfigured', 'PUBLIC_URL'],
    [10005, 'wechat_misconfigured', 'LOGIN_METHODS'],
    [-1, 'wechat_busy', 'busy'],
    [45011, 'wechat_busy', 'often'],
  ])('refused with %i: %s, and the operator reads of %s', async (errcode, code, hint) => {
    answer = { errcode, errmsg: `of code CODE, rid: 6523f1a2-0b3c4d5e-6f708192` };
    const error = await refusalOf(client.exchangeCode(app, 'CODE'));
    expect(error.code).toBe(code);
    expect(error.operatorHint).toContain(hint);
    expect(error.operatorHint).toContain('6523f1a2-0b3c4d5e-6f708192');
    expect(JSON.stringify([error.message, error.operatorHint, error.cause])).not.toMatch(
      /CODE|secret-of-the-website/,
    );
  });
});

test('tokens are refreshed, and asked whether they are good', async () => {
  expect(await client.refresh(app, 'REFRESH')).toMatchObject({ accessToken: 'ACCESS', openid: 'oLi' });
  answer = { errcode: 0, errmsg: 'ok' };
  expect(await client.isValid(app, 'ACCESS', 'oLi')).toBe(true);
  for (const errcode of [40001, 40003, 42001]) {
    answer = { errcode, errmsg: 'no' };
    expect([errcode, await client.isValid(app, 'ACCESS', 'oLi')]).toEqual([errcode, false]);
  }
  answer = { errcode: -1, errmsg: 'busy' };
  expect((await refusalOf(client.isValid(app, 'ACCESS', 'oLi'))).code).toBe('wechat_busy');
  answer = 'nothing';
  expect((await refusalOf(client.isValid(app, 'ACCESS', 'oLi'))).code).toBe('wechat_unavailable');
  expect(asked.slice(0, 2)).toEqual([
    `/sns/oauth2/refresh_token?appid=${app.appId}&grant_type=refresh_token&refresh_token=REFRESH`,
    '/sns/auth?access_token=ACCESS&openid=oLi',
  ]);
});

test('a profile is read whatever is missing in it; 48001 says what is', async () => {
  answer = {
    openid: 'oLi',
    nickname: '李',
    sex: 0,
    headimgurl: 'https://thirdwx.qlogo.cn/a/132',
    unionid: 'uLi',
  };
  expect(await client.fetchProfile(app, 'ACCESS', 'oLi')).toEqual({
    openid: 'oLi',
    unionid: 'uLi',
    nickname: '李',
    pictureUrl: 'https://thirdwx.qlogo.cn/a/132',
  });
  answer = { openid: 'oLi', nickname: '', headimgurl: null };
  expect(await client.fetchProfile(app, 'ACCESS', 'oLi')).toEqual({
    openid: 'oLi',
    unionid: undefined,
    nickname: undefined,
    pictureUrl: undefined,
  });
  answer = { errcode: 48001, errmsg: 'api unauthorized' };
  const error = await refusalOf(client.fetchProfile(app, 'ACCESS', 'oLi'));
  expect([error.code, error.operatorHint]).toEqual([
    'wechat_misconfigured',
    expect.stringContaining('snsapi_base'),
  ]);
});

test('every errcode of web OAuth is told in both languages, with the names of the settings', () => {
  for (const errcode of WEB_OAUTH_ERRCODES) {
    const { words } = meaningOfWebOauthErrcode('oauth2_access_token', errcode, 'wechat-official-account');
    expect(words.en).toMatch(/^[A-Z].+\.$/);
    expect(words.zh).toMatch(/[一-鿿].*。$/);
    expect(words.en + words.zh).not.toContain('{');
  }
});

test('an errcode of other calls means what it does for the account that was asked', () => {
  // 46003 is known of official accounts alone.
  for (const errcode of [...KNOWN_ERRCODES, 46003])
    for (const account of ['wechat-website', 'wechat-official-account'] as const) {
      const { words } = meaningOfWebOauthErrcode('oauth2_access_token', errcode, account);
      expect(words.en + words.zh).not.toMatch(/\bWECHAT_APP_(ID|SECRET)\b/);
      if (errcode === 40001 || WEB_OAUTH_ERRCODES.includes(errcode)) continue;
      expect(words).toEqual(meaningOfErrcode('oauth2_access_token', errcode, account).words);
    }
  const ofAccount = meaningOfWebOauthErrcode('oauth2_access_token', 46003, 'wechat-official-account');
  expect(ofAccount.words.zh).toContain('公众号');
});

test('the addresses have WeChat’s order of parameters, and its fragment', () => {
  const request = {
    origin: 'https://open.weixin.qq.com',
    appId: 'wxA',
    redirectUri: 'https://login.example.com/sign-in/website/callback',
    state: 'abc123',
  };
  const uri = 'https%3A%2F%2Flogin.example.com%2Fsign-in%2Fwebsite%2Fcallback';
  expect(websiteAddress(request, { language: 'zh', embedded: false })).toBe(
    `https://open.weixin.qq.com/connect/qrconnect?appid=wxA&redirect_uri=${uri}&response_type=code&scope=snsapi_login&state=abc123&lang=cn#wechat_redirect`,
  );
  expect(websiteAddress(request, { language: 'en', embedded: true })).toContain(
    '&lang=en&self_redirect=true#wechat_redirect',
  );
  expect(officialAccountAddress(request, 'snsapi_base')).toBe(
    `https://open.weixin.qq.com/connect/oauth2/authorize?appid=wxA&redirect_uri=${uri}&response_type=code&scope=snsapi_base&state=abc123#wechat_redirect`,
  );
});
