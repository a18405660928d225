import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SCENE_EVENTS, type SceneChange, type SceneEventName } from '@maqiao/shared';
import { startRedisCluster } from '../../../../test/redis-cluster.ts';
import { LIFETIMES, RedisInstance } from '../../../../test/redis-instance.ts';
import { startRedis, type TestRedis } from '../../../../test/redis.ts';
import { describeSceneStore } from './scene-store.contract.ts';

const START_TIMEOUT_MS = 60_000;

const browser = {
  origin: 'https://site.example',
  browser: 'Firefox',
  os: 'Linux',
  ip: '192.0.2.7',
  region: null,
  display: 'screen',
} as const;

/**
 * Lets time pass for a scene: every time in it, and the end of its key, comes that much nearer. Redis's clock cannot
 * be moved, and a script that could be told another time would not be the one that production runs.
 */
const AGE = `
local by = tonumber(ARGV[1])
for _, field in ipairs({ 'createdAt', 'deadline', 'deliverUntil' }) do
  local at = redis.call('HGET', KEYS[1], field)
  if at then redis.call('HSET', KEYS[1], field, string.format('%.0f', tonumber(at) - by)) end
end
redis.call('PEXPIRE', KEYS[1], string.format('%.0f', redis.call('PTTL', KEYS[1]) - by))
`;

const turn = () => new Promise((resolve) => setImmediate(resolve));

async function startServer(): Promise<{ server: TestRedis; url: string }> {
  const server = await startRedis();
  return { server, url: server.url };
}

describe.each([
  ['a server', startServer],
  ['a cluster', startRedisCluster],
])('%s', (name, start) => {
  let redis: TestRedis;
  let instance: RedisInstance;
  let other: RedisInstance;
  beforeAll(async () => {
    const { server, url } = await start();
    redis = server;
    instance = await RedisInstance.open(url);
    other = await RedisInstance.open(url);
  }, START_TIMEOUT_MS);
  afterAll(async () => {
    await instance?.close();
    await other?.close();
    await redis?.stop();
  });

  const keys = async () => (await redis.client().keys('*')).filter((key) => key.includes(':scene:'));

  describeSceneStore(`Redis, ${name}`, () => {
    const client = redis.client();
    instance.heard = [];
    return Promise.resolve({
      store: instance.store,
      instance: instance.notifications.instance,
      notifications: instance.heard,
      settle: () => instance.settle(),
      lifetimes: LIFETIMES,
      advance: async (milliseconds) => {
        for (const key of await keys()) await client.eval(AGE, 1, key, milliseconds);
      },
      close: () => client.flushall().then(() => client.disconnect()),
    });
  });

  const register: SceneChange = { event: 'register', method: 'mini-program', browser };
  const watchFrom = ({ notifications }: RedisInstance): SceneChange => ({
    event: 'watch',
    holder: notifications.instance,
  });
  const scan: SceneChange = {
    event: 'scan',
    person: 'p',
    scan: { user: { nickname: null, avatarUrl: null }, near: 'unknown', entry: null },
  };
  const confirm: SceneChange = { event: 'confirm', person: 'p', sid: 's' };

  test('every key has an expiry, whatever happened to its scene', async () => {
    const client = redis.client();
    const changes: Record<SceneEventName, SceneChange> = {
      register,
      watch: watchFrom(instance),
      scan,
      confirm,
      reject: { event: 'reject', person: 'p' },
      cancel: { event: 'cancel' },
      deliver: { event: 'deliver' },
      redeem: { event: 'redeem' },
      proveAgain: { event: 'proveAgain', provenSid: 's0' },
      acknowledge: { event: 'acknowledge' },
    };
    let scenes = 0;
    const way: SceneEventName[] = [];
    for (const step of ['register', 'scan', 'confirm', 'redeem'] as const) {
      way.push(step);
      for (const event of SCENE_EVENTS) {
        const scene = `keys-${++scenes}`;
        for (const before of way) await instance.store.apply(scene, changes[before]);
        await instance.store.apply(scene, changes[event]);
      }
    }
    const written = await keys();
    expect(written).toHaveLength(scenes);
    for (const key of written) {
      expect(key).toMatch(/^maqiao:wx0123456789abcdef:scene:\{keys-\d+\}$/);
      const left = await client.pttl(key);
      expect(left).toBeGreaterThan(0);
      expect(left).toBeLessThanOrEqual(LIFETIMES.pending + LIFETIMES.terminal);
    }
    await client.flushall();
  });

  test('a scene that an older instance has registered is one of the mini program', async () => {
    await instance.store.apply('older', register);
    const [key = ''] = await keys();
    await redis.client().hdel(key, 'method');
    expect((await instance.store.read('older')).record?.method).toBe('mini-program');
    await instance.store.apply('older', watchFrom(instance));
    instance.heard.length = 0;
    expect(await instance.store.apply('older', scan)).toMatchObject({
      answer: 'ok',
      record: { status: 'scanned', method: 'mini-program' },
    });
    await instance.settle();
    expect(instance.heard).toMatchObject([{ record: { status: 'scanned', method: 'mini-program' } }]);
    await redis.client().flushall();
  });

  test('a status of a newer instance is refused, and not taken for something else', async () => {
    await instance.store.apply('newer', register);
    const [key = ''] = await keys();
    await redis.client().hset(key, 'status', 'postponed');
    await expect(instance.store.read('newer')).rejects.toThrow('a status that this version does not know');
    await redis.client().flushall();
  });

  test('the script is sent again to a server that has forgotten it', async () => {
    await instance.store.read('forgotten');
    await redis.client().script('FLUSH');
    await expect(instance.store.read('forgotten')).resolves.toMatchObject({ record: undefined });
  });

  test('a scene moves with its browser to another instance, and the previous one is notified', async () => {
    await instance.store.apply('moved', register);
    await instance.store.apply('moved', watchFrom(instance));
    await instance.store.apply('moved', scan);
    await instance.settle();
    instance.heard.length = 0;
    await instance.store.apply('moved', watchFrom(other));
    await instance.settle();
    expect(instance.heard).toMatchObject([
      { record: { status: 'scanned', holder: other.notifications.instance } },
    ]);

    await instance.store.apply('moved', confirm);
    await Promise.all([instance.settle(), other.settle()]);
    expect(instance.heard).toHaveLength(1);
    expect(other.heard).toMatchObject([{ record: { status: 'confirmed', sid: 's' } }]);
  });

  test('of 500 confirms in the moment of the connect, the holder learns of each', async () => {
    other.heard.length = 0;
    const known = new Set<string>();
    const race = async (index: number) => {
      const scene = `race-${index}`;
      await instance.store.apply(scene, register);
      await instance.store.apply(scene, scan);
      const watching = () => other.store.apply(scene, watchFrom(other));
      const confirming = () => instance.store.apply(scene, confirm);
      const pause = index % 3 === 0 ? turn() : Promise.resolve();
      if (index % 10 === 1) await confirming(); // some are no races, so that both ways are taken for certain
      const watched = watching();
      if (index % 10 === 2) await watched;
      await Promise.all([watched, pause.then(confirming)]);
      if ((await watched).record?.status === 'confirmed') known.add(scene);
    };
    for (let first = 0; first < 500; first += 25) {
      await Promise.all(Array.from({ length: 25 }, (_, index) => race(first + index)));
    }
    await other.settle();
    const byReply = known.size;
    for (const { record } of other.heard) if (record.status === 'confirmed') known.add(record.scene);
    expect(known.size).toBe(500);
    expect(byReply).toBeGreaterThan(0);
    expect(byReply).toBeLessThan(500);
  });
});
