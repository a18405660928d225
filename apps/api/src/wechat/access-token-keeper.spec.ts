import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { TestingModule } from '@nestjs/testing';
import { type Simulator, startSimulator } from '@maqiao/wechat-simulator';
import { ApiError } from '../platform/http/api-error.ts';
import type { AccessTokenKeeper } from './access-token-keeper.ts';
import type { AccessTokenStore } from './access-token-store.ts';
import { MemoryAccessTokenStore } from './memory-access-token-store.ts';
import {
  MovableClock,
  RecordingLogger,
  rejectionOf,
  until,
  wechatUnderTest,
  miniProgramKeeper,
} from './test-support.ts';

const MINUTE = 60_000;

let simulator: Simulator;
let clock: MovableClock;
let logger: RecordingLogger;
let modules: TestingModule[];

beforeEach(async () => {
  simulator = await startSimulator();
  clock = new MovableClock();
  logger = new RecordingLogger();
  modules = [];
});
afterEach(async () => {
  await Promise.all(modules.map((module) => module.close()));
  await simulator.close();
});

async function instance(store?: AccessTokenStore): Promise<AccessTokenKeeper> {
  const { url: baseUrl, appId, appSecret } = simulator;
  const module = await wechatUnderTest({ baseUrl, appId, appSecret, clock, logger, ...(store && { store }) });
  modules.push(module);
  return miniProgramKeeper(module);
}
const fetches = () => simulator.calls('stable_token').length;
const pass = (milliseconds: number) => {
  clock.advance(milliseconds);
  simulator.advanceClock(milliseconds);
};
const refuse = (errcode: number, times: number | null = 1) =>
  simulator.fault('stable_token', { kind: 'errcode', errcode }, times);

test('a token is fetched once for all who ask at once, and kept', async () => {
  const keeper = await instance();
  const tokens = await Promise.all(Array.from({ length: 100 }, () => keeper.get()));
  expect(new Set(tokens).size).toBe(1);
  expect(tokens[0]).toHaveLength(512);
  pass(60 * MINUTE);
  expect(await keeper.get()).toBe(tokens[0]);
  expect(fetches()).toBe(1);
});

test('it is asked for without force, which would make the token of everyone else invalid', async () => {
  await (await instance()).get();
  expect(simulator.calls('stable_token')[0]?.parameters).toMatchObject({
    grant_type: 'client_credential',
    force_refresh: false,
  });
});

test('in its last five minutes it is renewed, while the old one still serves at once', async () => {
  const keeper = await instance();
  const old = await keeper.get();
  pass(115 * MINUTE + 1000);
  simulator.fault('stable_token', { kind: 'delay', milliseconds: 1000 });
  expect(await keeper.get()).toBe(old);
  await until(() => fetches() === 2);
  expect(await keeper.get()).toBe(old);
  simulator.advanceClock(1000);
  await until(async () => (await keeper.get()) !== old);
  expect(fetches()).toBe(2);
});

test('a renewal that fails is logged with its cause, and the old token serves on', async () => {
  const keeper = await instance();
  const old = await keeper.get();
  pass(116 * MINUTE);
  refuse(40164, null);
  expect(await keeper.get()).toBe(old);
  await until(() => logger.lines.some((line) => line.includes('renewed ahead')));
  expect(logger.lines.join('\n')).toContain('IP白名单');
  for (let i = 0; i < 10; i += 1) expect(await keeper.get()).toBe(old);
  expect(fetches()).toBe(2);
});

test('a renewal that brings the old token again is not repeated for everyone', async () => {
  const keeper = await instance();
  const body = JSON.stringify({ access_token: 'still-the-old-one', expires_in: 280 });
  simulator.fault('stable_token', { kind: 'body', contentType: 'application/json', body }, null);
  for (let second = 0; second < 60; second += 1) {
    expect(await keeper.get()).toBe('still-the-old-one');
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    pass(1000);
  }
  expect(fetches()).toBeGreaterThan(1);
  expect(fetches()).toBeLessThanOrEqual(6);
});

test('an ended token is not used', async () => {
  const keeper = await instance();
  const old = await keeper.get();
  pass(120 * MINUTE);
  expect(await keeper.get()).not.toBe(old);
});

test('a wrong secret fails at once for everyone, and is tried again after growing pauses', async () => {
  const keeper = await instance();
  refuse(40125, null);
  const errors = await Promise.all(Array.from({ length: 20 }, () => rejectionOf(keeper.get())));
  for (const error of errors) expect(error).toMatchObject({ code: 'wechat_misconfigured' });
  expect(fetches()).toBe(1);
  const tries: number[] = [];
  for (let second = 1; second <= 120; second += 1) {
    pass(1000);
    const before = fetches();
    const error = await rejectionOf(keeper.get());
    expect(error).toMatchObject({ code: 'wechat_misconfigured' });
    if (fetches() > before) tries.push(second);
  }
  expect(tries).toEqual([5, 15, 35, 75]);
});

test('a busy WeChat is asked again after a second, and a success ends the pause', async () => {
  const keeper = await instance();
  refuse(-1);
  expect(await rejectionOf(keeper.get())).toMatchObject({ code: 'wechat_busy' });
  expect(await rejectionOf(keeper.get())).toMatchObject({ code: 'wechat_busy', retryAfterSeconds: 1 });
  pass(1000);
  const token = await keeper.get();
  expect(fetches()).toBe(2);
  refuse(-1);
  expect(await rejectionOf(keeper.replace(token))).toMatchObject({ code: 'wechat_busy' });
  pass(1000);
  await expect(keeper.get()).resolves.toHaveLength(512);
});

test('only the token that was refused is given up', async () => {
  const keeper = await instance();
  const current = await keeper.get();
  expect(await keeper.replace('one that was replaced long ago')).toBe(current);
  expect(fetches()).toBe(1);
  simulator.expireAccessToken();
  expect(await keeper.replace(current)).not.toBe(current);
  expect(fetches()).toBe(2);
});

test('instances that share a store fetch once', async () => {
  const store = new MemoryAccessTokenStore(clock);
  const keepers = await Promise.all([instance(store), instance(store), instance(store)]);
  const tokens = await Promise.all(keepers.map((keeper) => keeper.get()));
  expect(new Set(tokens).size).toBe(1);
  expect(fetches()).toBe(1);
});

test('a holder that died delays the others no longer than its right is valid', async () => {
  const store = new MemoryAccessTokenStore(clock);
  const keeper = await instance(store);
  await store.takeFetchRight(6_000);
  const waiting = keeper.get();
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  expect(fetches()).toBe(0);
  pass(6_000);
  await expect(waiting).resolves.toHaveLength(512);
  expect(fetches()).toBe(1);
});

test('a failing store is an error, and costs no call to WeChat', async () => {
  const store = new MemoryAccessTokenStore(clock);
  const keeper = await instance(store);
  store.get = () => Promise.reject(new ApiError('unavailable'));
  expect(await rejectionOf(keeper.get())).toMatchObject({ code: 'unavailable' });
  expect(fetches()).toBe(0);
});

test('a right that cannot be given back does not cost the token', async () => {
  const store = new MemoryAccessTokenStore(clock);
  const keeper = await instance(store);
  store.takeFetchRight = () =>
    Promise.resolve({ release: () => Promise.reject(new ApiError('unavailable')) });
  await expect(keeper.get()).resolves.toHaveLength(512);
});

test('the right to fetch is given back after a failure', async () => {
  const store = new MemoryAccessTokenStore(clock);
  const keeper = await instance(store);
  refuse(-1);
  await rejectionOf(keeper.get());
  expect(await store.takeFetchRight(1000)).not.toBeNull();
});

describe('issue 12, number 10: the clock is set', () => {
  test('back: a token is not used beyond its end, and WeChat is asked again as soon after a failure', async () => {
    const keeper = await instance();
    const first = await keeper.get();
    clock.set(-60 * MINUTE);
    pass(121 * MINUTE);
    refuse(-1);
    expect(await rejectionOf(keeper.get())).toMatchObject({ code: 'wechat_busy' });
    clock.set(-60 * MINUTE);
    pass(2_000);
    expect(await keeper.get()).not.toBe(first);
  });

  test('forwards: a token that is good is not thrown away', async () => {
    const keeper = await instance();
    const first = await keeper.get();
    clock.set(180 * MINUTE);
    expect(await keeper.get()).toBe(first);
    expect(fetches()).toBe(1);
  });
});
