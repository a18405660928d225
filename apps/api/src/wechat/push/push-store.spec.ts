import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startRedis, type TestRedis } from '../../../test/redis.ts';
import { testSettings } from '../../../test/test-settings.ts';
import { SharedRedis } from '../../platform/redis/shared-redis.ts';
import { MovableClock } from '../test-support.ts';
import { MemoryPushStore } from './memory-push-store.ts';
import { ANSWER_KEPT_MS, RUNNING_MS, SIGNATURE_KEPT_MS, type PushStore } from './push-store.ts';
import { RedisPushStore } from './redis-push-store.ts';

interface Harness {
  /** Two instances. */
  stores: readonly [PushStore, PushStore];
  pass: (milliseconds: number) => Promise<void>;
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

const IMPLEMENTATIONS: Record<string, () => Promise<Harness>> = {
  memory: () => {
    const clock = new MovableClock();
    const store = new MemoryPushStore(clock);
    return Promise.resolve({ stores: [store, store], pass: (ms) => Promise.resolve(clock.advance(ms)) });
  },
  Redis: async () => {
    await redis.commands.flushall();
    const pass = async (milliseconds: number) => {
      // Redis's clock cannot be moved: what it keeps comes nearer to its end instead.
      for (const key of await redis.commands.keys('*'))
        await redis.commands.pexpire(key, (await redis.commands.pttl(key)) - milliseconds);
    };
    return { stores: [new RedisPushStore(redis), new RedisPushStore(redis)], pass };
  },
};

const answer = { kind: 'text', text: '你好' } as const;

describe.each(Object.entries(IMPLEMENTATIONS))('store of messages: %s', (_name, create) => {
  test('of many calls with one message, one handles it and all learn its answer', async () => {
    const { stores, pass } = await create();
    const begun = await Promise.all(
      Array.from({ length: 20 }, (_, index) => stores[index % 2 ? 0 : 1].begin('m')),
    );
    expect(begun.filter(({ state }) => state === 'yours')).toHaveLength(1);
    expect(begun.filter(({ state }) => state === 'running')).toHaveLength(19);
    await stores[0].answer('m', answer);
    expect(await stores[1].begin('m')).toEqual({ state: 'answered', answer });
    expect(await stores[1].begin('another')).toEqual({ state: 'yours' });
    await pass(ANSWER_KEPT_MS - 5_000);
    expect(await stores[1].begin('m')).toEqual({ state: 'answered', answer });
    await pass(10_000);
    expect(await stores[1].begin('m')).toEqual({ state: 'yours' });
  });

  test('a message that failed, or whose instance is gone, is handled by the next', async () => {
    const { stores, pass } = await create();
    await stores[0].begin('m');
    await stores[0].giveBack('m');
    expect(await stores[1].begin('m')).toEqual({ state: 'yours' });
    await pass(RUNNING_MS);
    expect(await stores[0].begin('m')).toEqual({ state: 'yours' });
  });

  test('a signature belongs to the body that it came with first', async () => {
    const { stores, pass } = await create();
    expect(await stores[0].isFirstBody('signature', 'one')).toBe(true);
    expect(await stores[1].isFirstBody('signature', 'one')).toBe(true);
    expect(await stores[1].isFirstBody('signature', 'two')).toBe(false);
    expect(await stores[1].isFirstBody('another', 'two')).toBe(true);
    await pass(SIGNATURE_KEPT_MS);
    expect(await stores[0].isFirstBody('signature', 'two')).toBe(true);
  });
});
