import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startRedis, type TestRedis } from '../../../../test/redis.ts';
import { ManualClock } from '../../../../test/manual-clock.ts';
import { testSettings } from '../../../../test/test-settings.ts';
import { MaqiaoSecret } from '../../../platform/secret/maqiao-secret.ts';
import { SharedRedis } from '../../../platform/redis/shared-redis.ts';
import type { ChatStore } from './chat-store.ts';
import { MemoryChatStore } from './memory-chat-store.ts';
import { RedisChatStore } from './redis-chat-store.ts';

interface Harness {
  store: ChatStore;
  pass: (milliseconds: number) => Promise<void>;
}

let server: TestRedis;
let redis: SharedRedis;
let shared: RedisChatStore;
beforeAll(async () => {
  server = await startRedis();
  redis = await SharedRedis.open(server.url, testSettings());
  shared = new RedisChatStore(redis, new MaqiaoSecret(Buffer.alloc(32, 7)));
  await shared.onModuleInit();
});
afterAll(async () => {
  await redis?.onApplicationShutdown();
  await server?.stop();
});

const IMPLEMENTATIONS: Record<string, () => Promise<Harness>> = {
  memory: () => {
    const clock = new ManualClock();
    return Promise.resolve({
      store: new MemoryChatStore(clock),
      pass: (milliseconds) => Promise.resolve(clock.advance(milliseconds)),
    });
  },
  Redis: async () => {
    await redis.commands.flushall();
    const pass = async (milliseconds: number) => {
      // Redis's clock cannot be moved: what it keeps comes nearer to its end instead.
      for (const key of await redis.commands.keys('*'))
        await redis.commands.pexpire(key, (await redis.commands.pttl(key)) - milliseconds);
    };
    return { store: shared, pass };
  },
};

const LIFETIME = 60_000;
const older = { scene: 'older', userId: 'u' };
const newer = { scene: 'newer', userId: 'u' };

describe.each(Object.entries(IMPLEMENTATIONS))('store of chats: %s', (_name, create) => {
  test('each openid has one question, the newest, and the one before is told', async () => {
    const { store } = await create();
    expect(await store.newest('o1')).toBeUndefined();
    expect(await store.ask('o1', older, LIFETIME)).toBeUndefined();
    expect(await store.ask('o2', older, LIFETIME)).toBeUndefined();
    expect(await store.ask('o1', newer, LIFETIME)).toEqual(older);
    expect(await store.newest('o1')).toEqual(newer);
    // What was answered is the older one: the newer stays.
    await store.close('o1', older);
    expect(await store.newest('o1')).toEqual(newer);
    await store.close('o1', newer);
    expect(await store.newest('o1')).toBeUndefined();
    expect(await store.newest('o2')).toEqual(older);
  });

  test('of many questions at once each has one that follows it', async () => {
    const { store } = await create();
    const scenes = Array.from({ length: 20 }, (_, index) => `scene-${index}`);
    const before = await Promise.all(
      scenes.map((scene) => store.ask('o1', { scene, userId: 'u' }, LIFETIME)),
    );
    const last = (await store.newest('o1'))?.scene;
    const told = before.flatMap((question) => (question === undefined ? [] : [question.scene]));
    expect([...told, last].sort()).toEqual([...scenes].sort());
  });

  test('a page is kept by its id, and a page question says which page is the newest', async () => {
    const { store, pass } = await create();
    const page = { scene: 'older', method: 'official-account', openid: 'o1' } as const;
    expect(await store.page('p1')).toBeUndefined();
    await store.keepPage('p1', page, LIFETIME);
    await store.keepPage('p2', { ...page, scene: 'newer' }, LIFETIME);
    await store.ask('o1', { scene: 'older', page: 'p1' }, LIFETIME);
    expect(await store.ask('o1', { scene: 'newer', page: 'p2' }, LIFETIME)).toEqual({
      scene: 'older',
      page: 'p1',
    });
    await store.keepPage('p1', { ...page, person: 'u' }, LIFETIME);
    expect(await store.page('p1')).toEqual({ ...page, person: 'u' });
    expect(await store.page('p2')).toEqual({ ...page, scene: 'newer' });
    await store.close('o1', { scene: 'older', page: 'p1' });
    expect(await store.newest('o1')).toEqual({ scene: 'newer', page: 'p2' });
    await pass(LIFETIME + 1_000);
    expect(await store.page('p1')).toBeUndefined();
  });

  test('digits stand for one scene, until they end', async () => {
    const { store, pass } = await create();
    const taken = await Promise.all(['a', 'b', 'c'].map((scene) => store.reserve('123456', scene, LIFETIME)));
    expect(taken.filter(Boolean)).toHaveLength(1);
    const scene = ['a', 'b', 'c'][taken.indexOf(true)];
    expect(await store.sceneOf('123456')).toBe(scene);
    expect(await store.sceneOf('654321')).toBeUndefined();
    await store.ask('o1', older, LIFETIME);
    await pass(LIFETIME + 1_000);
    expect(await store.sceneOf('123456')).toBeUndefined();
    expect(await store.newest('o1')).toBeUndefined();
    expect(await store.reserve('123456', 'd', LIFETIME)).toBe(true);
  });
});

test('Redis, which has readers of its own, tells no openid', async () => {
  await redis.commands.flushall();
  await shared.keepPage('p1', { scene: 's', method: 'message', openid: 'oSecret' }, LIFETIME);
  await shared.ask('oSecret', { scene: 's', page: 'p1' }, LIFETIME);
  const keys = await redis.commands.keys('*');
  const texts = await Promise.all(keys.map((key) => redis.commands.get(key)));
  expect(texts).toHaveLength(2);
  expect([...keys, ...texts].join()).not.toContain('oSecret');
});
