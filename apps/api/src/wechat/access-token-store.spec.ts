import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startRedis, type TestRedis } from '../../test/redis.ts';
import { testSettings } from '../../test/test-settings.ts';
import { SharedRedis } from '../platform/redis/shared-redis.ts';
import { MaqiaoSecret } from '../platform/secret/maqiao-secret.ts';
import type { AccessTokenStore } from './access-token-store.ts';
import { MemoryAccessTokenStore } from './memory-access-token-store.ts';
import { RedisAccessTokenStore } from './redis-access-token-store.ts';
import { MovableClock } from './test-support.ts';

interface Harness {
  store: AccessTokenStore;
  /** Lets time pass, exact to `grain` milliseconds. */
  pass: (milliseconds: number) => Promise<void>;
  grain: number;
}

let server: TestRedis;
let redis: SharedRedis;
beforeAll(async () => {
  server = await startRedis();
  redis = await SharedRedis.open(server.url, testSettings());
});
afterAll(async () => {
  await redis?.onApplicationShutdown();
  await server?.stop();
});

/** Every implementation of the port; each makes one that is empty. */
const IMPLEMENTATIONS: Record<string, () => Promise<Harness>> = {
  memory: () => {
    const clock = new MovableClock();
    const pass = (milliseconds: number) => Promise.resolve(clock.advance(milliseconds));
    return Promise.resolve({ store: new MemoryAccessTokenStore(clock), pass, grain: 1 });
  },
  Redis: async () => {
    await redis.commands.flushall();
    const age = async (milliseconds: number) => {
      // Redis's clock cannot be moved: what it keeps comes nearer to its end instead.
      for (const key of await redis.commands.keys('*')) {
        await redis.commands.pexpire(key, (await redis.commands.pttl(key)) - milliseconds);
      }
    };
    return { store: new RedisAccessTokenStore(redis, SECRET), pass: age, grain: 5_000 };
  },
};

const SECRET = new MaqiaoSecret(Buffer.alloc(32, 7));

test('in Redis each account has a token of its own, and the mini program’s is where it was', async () => {
  await redis.commands.flushall();
  const [mini, official] = [undefined, 'wx1111111111111111'].map(
    (owner) => new RedisAccessTokenStore(redis, SECRET, owner),
  );
  await mini?.put({ value: 'of-mini', expiresAt: 1 });
  await official?.put({ value: 'of-official', expiresAt: 1 });
  const right = await mini?.takeFetchRight(1_000);
  expect(await official?.takeFetchRight(1_000)).not.toBeNull();
  await right?.release();
  expect((await mini?.get())?.value).toBe('of-mini');
  expect((await official?.get())?.value).toBe('of-official');
  expect(await redis.commands.keys('*wechat:{access-token}')).toHaveLength(1);
});

describe.each(Object.entries(IMPLEMENTATIONS))('access token store: %s', (_name, create) => {
  const token = (value: string) => ({ value, expiresAt: 1_800_000_000_000 });

  test('holds the token that was put last', async () => {
    const { store } = await create();
    expect(await store.get()).toBeNull();
    await store.put(token('first'));
    await store.put(token('x'.repeat(1024)));
    expect(await store.get()).toEqual(token('x'.repeat(1024)));
  });

  test('removes the token that is named, never a newer one', async () => {
    const { store } = await create();
    await store.put(token('new'));
    await store.remove('old');
    expect(await store.get()).toEqual(token('new'));
    await store.remove('new');
    expect(await store.get()).toBeNull();
  });

  test('gives the right to fetch to one at a time', async () => {
    const { store } = await create();
    const rights = await Promise.all([store.takeFetchRight(1000), store.takeFetchRight(1000)]);
    expect(rights.filter((right) => right !== null)).toHaveLength(1);
    await rights.find((right) => right !== null)?.release();
    expect(await store.takeFetchRight(1000)).not.toBeNull();
  });

  test('gives the right to another when the holder’s time is over', async () => {
    const { store, pass, grain } = await create();
    const dead = await store.takeFetchRight(10_000);
    await pass(10_000 - grain);
    expect(await store.takeFetchRight(10_000)).toBeNull();
    await pass(grain);
    expect(await store.takeFetchRight(10_000)).not.toBeNull();
    // Late, and no longer its own to give back.
    await dead?.release();
    expect(await store.takeFetchRight(10_000)).toBeNull();
  });
});

describe('in Redis', () => {
  const token = { value: 'token-that-only-we-may-read', expiresAt: 1_800_000_000_000 };

  test('the token is sealed, and everything ends by itself', async () => {
    await redis.commands.flushall();
    const store = new RedisAccessTokenStore(redis, SECRET);
    await store.put(token);
    await store.takeFetchRight(1000);
    const keys = await redis.commands.keys('*');
    expect(keys).toHaveLength(2);
    for (const key of keys) expect(await redis.commands.pttl(key)).toBeGreaterThan(0);
    const kept = await redis.commands.hgetall(keys.find((key) => key.includes('access-token')) ?? '');
    expect(JSON.stringify(kept)).not.toContain(token.value);
    expect(kept.sealed).toMatch(/^v1\./);
  });

  test('another instance with the same secret reads it; with another secret it is none', async () => {
    await new RedisAccessTokenStore(redis, SECRET).put(token);
    expect(await new RedisAccessTokenStore(redis, SECRET).get()).toEqual(token);
    const stranger = new RedisAccessTokenStore(redis, new MaqiaoSecret(Buffer.alloc(32, 8)));
    expect(await stranger.get()).toBeNull();
  });
});
