import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { TestingModule } from '@nestjs/testing';
import { type Simulator, startSimulator } from '@maqiao/wechat-simulator';
import { ApiError } from '../platform/http/api-error.ts';
import { MemoryAccessTokenStore } from './memory-access-token-store.ts';
import { MovableClock, rejectionOf, until, wechatUnderTest } from './test-support.ts';
import { WechatClient } from './wechat-client.ts';
import type { WechatObserver } from './wechat-observer.ts';

const SCENE = 'aK9x_2abcdefghijklmnopqrstuvwxyz';

let simulator: Simulator;
let module: TestingModule;
let client: WechatClient;
let observed: Parameters<WechatObserver['call']>[];

beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.close());

beforeEach(async () => {
  simulator.reset();
  simulator.people.add({ id: 'lin', label: 'Lin', unionid: 'u-lin' });
  simulator.people.add({ id: 'zhou', label: 'Zhou' });
  simulator.publish({ pages: ['pages/login/index'], envVersions: ['release'] });
  observed = [];
  module = await wechatUnderTest({
    baseUrl: simulator.url,
    appId: simulator.appId,
    appSecret: simulator.appSecret,
    clock: new MovableClock(),
    observer: { call: (...call) => observed.push(call) },
  });
  client = module.get(WechatClient);
});
afterEach(async () => {
  jest.useRealTimers();
  await module.close();
});

const callsTo = (endpoint: 'stable_token' | 'getwxacodeunlimit' | 'jscode2session') =>
  simulator.calls(endpoint).length;
const apiErrorOf = async (promise: Promise<unknown>): Promise<ApiError> => {
  const error = await rejectionOf(promise);
  if (!(error instanceof ApiError)) throw error;
  return error;
};

describe('the mini-program code', () => {
  test('is a whole picture, asked for with the page and version of the settings', async () => {
    const picture = await client.fetchWxacode(SCENE);
    expect(picture.mediaType).toBe('image/jpeg');
    expect(picture.bytes.subarray(0, 3).toString('hex')).toBe('ffd8ff');
    expect(picture.bytes.length).toBeGreaterThan(5_000);
    expect(simulator.calls('getwxacodeunlimit')[0]?.parameters).toEqual({
      scene: SCENE,
      page: 'pages/login/index',
      check_path: true,
      env_version: 'release',
      width: 430,
    });
  });

  test('of a trial version is asked for without a check of the page', async () => {
    const trial = await wechatUnderTest({
      baseUrl: simulator.url,
      appId: simulator.appId,
      appSecret: simulator.appSecret,
      environment: { WECHAT_ENV_VERSION: 'trial', WECHAT_PAGE: 'pages/other' },
    });
    await trial.get(WechatClient).fetchWxacode(SCENE);
    await trial.close();
    expect(simulator.calls('getwxacodeunlimit')[0]?.parameters).toMatchObject({
      page: 'pages/other',
      check_path: false,
      env_version: 'trial',
    });
  });

  test('asked for five times at once costs one access token', async () => {
    await Promise.all(Array.from({ length: 5 }, () => client.fetchWxacode(SCENE)));
    expect(callsTo('getwxacodeunlimit')).toBe(5);
    expect(callsTo('stable_token')).toBe(1);
  });

  test.each([40001, 40014, 42001])('survives a refused access token (%i)', async (errcode) => {
    await client.fetchWxacode(SCENE);
    simulator.fault('getwxacodeunlimit', { kind: 'errcode', errcode });
    await expect(client.fetchWxacode(SCENE)).resolves.toMatchObject({ mediaType: 'image/jpeg' });
    expect(callsTo('stable_token')).toBe(2);
    expect(callsTo('getwxacodeunlimit')).toBe(3);
  });

  test('succeeds after another program made the token invalid', async () => {
    await client.fetchWxacode(SCENE);
    simulator.expireAccessToken(40001);
    await expect(client.fetchWxacode(SCENE)).resolves.toMatchObject({ mediaType: 'image/jpeg' });
    expect(callsTo('stable_token')).toBe(2);
  });

  test('costs one new token when many calls meet the same refusal', async () => {
    await client.fetchWxacode(SCENE);
    simulator.expireAccessToken(42001);
    await Promise.all(Array.from({ length: 5 }, () => client.fetchWxacode(SCENE)));
    expect(callsTo('stable_token')).toBe(2);
  });

  test('is given up when a fresh access token is refused too', async () => {
    simulator.fault('getwxacodeunlimit', { kind: 'errcode', errcode: 40001 }, null);
    const error = await apiErrorOf(client.fetchWxacode(SCENE));
    expect(error.code).toBe('wechat_unavailable');
    expect(error.operatorHint).toContain('40001');
    expect(callsTo('getwxacodeunlimit')).toBe(2);
    expect(callsTo('stable_token')).toBe(2);
  });

  test.each([
    [-1, 'wechat_busy'],
    [40097, 'wechat_misconfigured'],
    [40129, 'internal'],
    [40169, 'internal'],
    [41030, 'wechat_misconfigured'],
    [45009, 'wechat_busy'],
    [47001, 'internal'],
    [48001, 'wechat_misconfigured'],
    [85096, 'wechat_misconfigured'],
    [99999, 'wechat_unavailable'],
  ])('refused with %i is %s, and is not asked for again', async (errcode, code) => {
    simulator.fault('getwxacodeunlimit', { kind: 'errcode', errcode });
    const error = await apiErrorOf(client.fetchWxacode(SCENE));
    expect(error.code).toBe(code);
    expect(error.operatorHint).toContain(String(errcode));
    expect(error.retryAfterSeconds === undefined).toBe(code !== 'wechat_busy');
    expect(callsTo('getwxacodeunlimit')).toBe(1);
  });

  test('of a page that is not published names the cure to the operator, not to the client', async () => {
    simulator.publish({ pages: [] });
    const error = await apiErrorOf(client.fetchWxacode(SCENE));
    expect(error.code).toBe('wechat_misconfigured');
    expect(error.operatorHint).toContain('WECHAT_ENV_VERSION=trial');
    expect(error.detail).not.toContain('WECHAT');
  });

  test.each([
    { kind: 'html' as const, status: 200 },
    { kind: 'html' as const, status: 502 },
    { kind: 'status' as const, status: 503 },
    { kind: 'broken-image' as const },
    { kind: 'broken-image' as const, content: 'empty' as const },
    { kind: 'disconnect' as const },
  ])('answered with %j is wechat_unavailable', async (fault) => {
    simulator.fault('getwxacodeunlimit', fault);
    expect((await apiErrorOf(client.fetchWxacode(SCENE))).code).toBe('wechat_unavailable');
  });

  test('is given up after 8 s of silence', async () => {
    await client.fetchWxacode(SCENE);
    simulator.fault('getwxacodeunlimit', { kind: 'hang' });
    await expectGivenUpAfter(8_000, () => client.fetchWxacode(SCENE), 'getwxacodeunlimit');
  });

  test('is given up after 5 s without an access token', async () => {
    simulator.fault('stable_token', { kind: 'hang' });
    await expectGivenUpAfter(5_000, () => client.fetchWxacode(SCENE), 'stable_token');
  });
});

test('a picture is not asked for when the access token took all the time a browser waits', async () => {
  const clock = new MovableClock();
  const store = new MemoryAccessTokenStore(clock);
  const { url: baseUrl, appId, appSecret } = simulator;
  const slow = await wechatUnderTest({ baseUrl, appId, appSecret, clock, store });
  const put = store.put.bind(store);
  store.put = (token) => {
    clock.advance(12_000);
    return put(token);
  };
  const error = await apiErrorOf(slow.get(WechatClient).fetchWxacode(SCENE));
  await slow.close();
  expect(error.code).toBe('wechat_unavailable');
  expect(error.operatorHint).toContain('took all the time');
  expect(callsTo('getwxacodeunlimit')).toBe(0);
});

describe('the access token', () => {
  test.each([
    [-1, 'wechat_busy'],
    [40001, 'wechat_misconfigured'],
    [40013, 'wechat_misconfigured'],
    [40125, 'wechat_misconfigured'],
    [40164, 'wechat_misconfigured'],
    [40243, 'wechat_misconfigured'],
    [45011, 'wechat_busy'],
    [50004, 'wechat_misconfigured'],
    [89503, 'wechat_misconfigured'],
  ])('refused with %i is %s', async (errcode, code) => {
    simulator.fault('stable_token', { kind: 'errcode', errcode });
    const error = await apiErrorOf(client.fetchWxacode(SCENE));
    expect(error.code).toBe(code);
    expect(error.operatorHint).toContain(String(errcode));
    expect(callsTo('stable_token')).toBe(1);
  });

  test('refused for its address names that address and the rid to the operator', async () => {
    simulator.fault('stable_token', { kind: 'errcode', errcode: 40164 });
    const error = await apiErrorOf(client.fetchWxacode(SCENE));
    expect(error.operatorHint).toContain('127.0.0.1');
    expect(error.operatorHint).toMatch(/rid: [0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}/);
  });
});

describe('the login code', () => {
  test('becomes an identity', async () => {
    const lin = await client.exchangeLoginCode(simulator.loginCode('lin'));
    expect(lin.openid).toBe(simulator.people.openid('lin'));
    expect(lin.unionid).toBe('u-lin');
    expect(Buffer.from(lin.sessionKey, 'base64')).toHaveLength(16);
    expect(await client.exchangeLoginCode(simulator.loginCode('zhou'))).not.toHaveProperty('unionid');
  });

  test.each([
    [-1, 'wechat_busy'],
    [40029, 'invalid_login_code'],
    [40163, 'invalid_login_code'],
    [40226, 'login_blocked'],
    [45011, 'wechat_busy'],
    [40001, 'wechat_misconfigured'],
    [40013, 'wechat_misconfigured'],
    [40125, 'wechat_misconfigured'],
    [40164, 'wechat_misconfigured'],
    [41008, 'internal'],
    [12345, 'wechat_unavailable'],
  ])('refused with %i is %s, and is never sent again', async (errcode, code) => {
    const loginCode = simulator.loginCode('lin');
    simulator.fault('jscode2session', { kind: 'errcode', errcode });
    expect((await apiErrorOf(client.exchangeLoginCode(loginCode))).code).toBe(code);
    expect((await apiErrorOf(client.exchangeLoginCode(loginCode))).code).toBe('invalid_login_code');
    expect(callsTo('jscode2session')).toBe(1);
  });

  test('is sent once when it comes twice at once', async () => {
    const loginCode = simulator.loginCode('lin');
    const outcomes = await Promise.allSettled([
      client.exchangeLoginCode(loginCode),
      client.exchangeLoginCode(loginCode),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(callsTo('jscode2session')).toBe(1);
  });

  test('is given up after 6 s of silence, and not sent again', async () => {
    const loginCode = simulator.loginCode('lin');
    simulator.fault('jscode2session', { kind: 'hang', processed: true });
    await expectGivenUpAfter(6_000, () => client.exchangeLoginCode(loginCode), 'jscode2session');
    expect((await apiErrorOf(client.exchangeLoginCode(loginCode))).code).toBe('invalid_login_code');
    expect(callsTo('jscode2session')).toBe(1);
    await expect(client.exchangeLoginCode(simulator.loginCode('lin'))).resolves.toHaveProperty('openid');
  });

  test('that was used elsewhere is refused by WeChat', async () => {
    const loginCode = simulator.loginCode('lin');
    const other = await wechatUnderTest({
      baseUrl: simulator.url,
      appId: simulator.appId,
      appSecret: simulator.appSecret,
    });
    await other.get(WechatClient).exchangeLoginCode(loginCode);
    await other.close();
    const error = await apiErrorOf(client.exchangeLoginCode(loginCode));
    expect([error.code, error.operatorHint]).toEqual([
      'invalid_login_code',
      expect.stringContaining('40163'),
    ]);
  });
});

test('the observer is called for every call and its outcome', async () => {
  simulator.fault('getwxacodeunlimit', { kind: 'errcode', errcode: 42001 });
  await client.fetchWxacode(SCENE);
  await apiErrorOf(client.exchangeLoginCode('nobody-gave-this-code'));
  expect(observed.map(([endpoint, outcome]) => [endpoint, outcome])).toEqual([
    ['stable_token', 'ok'],
    ['getwxacodeunlimit', 'stale_access_token'],
    ['stable_token', 'ok'],
    ['getwxacodeunlimit', 'ok'],
    ['jscode2session', 'invalid_login_code'],
  ]);
  for (const [, , seconds] of observed) expect(seconds).toBeGreaterThan(0);
});

async function expectGivenUpAfter(
  milliseconds: number,
  call: () => Promise<unknown>,
  endpoint: 'stable_token' | 'getwxacodeunlimit' | 'jscode2session',
): Promise<void> {
  // Only the limit of a call is made of setTimeout; the network goes on for real.
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'performance', 'Date'] });
  const before = callsTo(endpoint);
  let ended = false;
  const error = apiErrorOf(call()).finally(() => {
    ended = true;
  });
  await until(() => callsTo(endpoint) > before);
  jest.advanceTimersByTime(milliseconds - 1);
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  expect(ended).toBe(false);
  jest.advanceTimersByTime(1);
  expect((await error).code).toBe('wechat_unavailable');
  expect((await error).operatorHint).toContain(`within ${milliseconds / 1000} s`);
  jest.useRealTimers();
}
