import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { TestingModule } from '@nestjs/testing';
import { type Simulator, startSimulator } from '@maqiao/wechat-simulator';
import { ApiError } from '../platform/http/api-error.ts';
import { OfficialAccountClient } from './official-account-client.ts';
import { MovableClock, rejectionOf, wechatUnderTest } from './test-support.ts';
import { WechatClient } from './wechat-client.ts';

const account = {
  appId: 'wx1111111111111111',
  appSecret: 'a-secret-of-the-account',
  token: 'AAAAA',
  id: 'gh_0123456789ab',
};

let simulator: Simulator;
let module: TestingModule;
let client: OfficialAccountClient;

const open = (environment: Record<string, string> = {}) =>
  wechatUnderTest({
    baseUrl: simulator.url,
    appId: simulator.appId,
    appSecret: simulator.appSecret,
    clock: new MovableClock(),
    environment: {
      WECHAT_OFFICIAL_ACCOUNT_APP_ID: account.appId,
      WECHAT_OFFICIAL_ACCOUNT_APP_SECRET: account.appSecret,
      WECHAT_OFFICIAL_ACCOUNT_TOKEN: account.token,
      WECHAT_OFFICIAL_ACCOUNT_ID: account.id,
      WECHAT_OFFICIAL_ACCOUNT_MODE: 'plain',
      ...environment,
    },
  });

beforeAll(async () => {
  simulator = await startSimulator({ officialAccount: account, bound: true });
});
afterAll(() => simulator.close());
beforeEach(async () => {
  simulator.reset();
  simulator.people.add({ id: 'lin', label: 'Lin', unionid: 'u-lin' });
  module = await open();
  client = module.get(OfficialAccountClient);
});
afterEach(() => module.close());

const errorOf = async (promise: Promise<unknown>): Promise<ApiError> => {
  const error = await rejectionOf(promise);
  if (!(error instanceof ApiError)) throw error;
  return error;
};

test('a code with a parameter is asked for as WeChat wants it, and its scan says the parameter', async () => {
  const url = await client.createCode('mq_some-scene', 180);
  expect(simulator.calls('qrcode_create')[0]?.parameters).toMatchObject({
    expire_seconds: 180,
    action_name: 'QR_STR_SCENE',
    action_info: { scene: { scene_str: 'mq_some-scene' } },
  });
  expect(simulator.officialAccount.codes.find(url)?.scene).toBe('mq_some-scene');
});

test('each account has an access token of its own, fetched once', async () => {
  await client.createCode('mq_1', 60);
  await module.get(WechatClient).fetchWxacode('aK9x_2abcdefghijklmnopqrstuvwxyz');
  await client.createCode('mq_2', 60);
  const asked = simulator
    .calls('stable_token')
    .map(({ parameters }) => (parameters as { appid: string }).appid);
  expect(asked.sort()).toEqual([simulator.appId, account.appId].sort());
});

test('a token that WeChat refuses is replaced once', async () => {
  await client.createCode('mq_1', 60);
  simulator.expireAccessToken();
  expect(await client.follower(simulator.officialAccount.openid('lin'))).toMatchObject({
    unionid: simulator.people.unionid('lin'),
  });
  expect(simulator.calls('user_info')).toHaveLength(2);
});

test('a refusal names the settings of this account', async () => {
  simulator.fault('stable_token', { kind: 'errcode', errcode: 40125 });
  const error = await errorOf(client.createCode('mq_1', 60));
  expect(error.code).toBe('wechat_misconfigured');
  expect(error.operatorHint).toContain('WECHAT_OFFICIAL_ACCOUNT_APP_SECRET');
});

test('an account without the right to codes is told which ones have it', async () => {
  simulator.fault('qrcode_create', { kind: 'errcode', errcode: 48001 });
  const error = await errorOf(client.createCode('mq_1', 60));
  expect(error.operatorHint).toContain('certified service accounts');
});

test('without a secret WeChat is not asked', async () => {
  const personal = await open({
    WECHAT_OFFICIAL_ACCOUNT_APP_SECRET: '',
    WECHAT_OFFICIAL_ACCOUNT_NAME: 'Maqiao',
    WECHAT_OFFICIAL_ACCOUNT_CODE_FILE: './code.png',
  });
  const without = personal.get(OfficialAccountClient);
  expect(without.canAsk).toBe(false);
  expect((await errorOf(without.follower('o1'))).operatorHint).toContain(
    'WECHAT_OFFICIAL_ACCOUNT_APP_SECRET',
  );
  expect(simulator.calls('stable_token')).toHaveLength(0);
  await personal.close();
});
