import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { startRedisCluster } from '../../test/redis-cluster.ts';
import { startRedis } from '../../test/redis.ts';
import { testSettings } from '../../test/test-settings.ts';
import { SharedRedis } from '../platform/redis/shared-redis.ts';
import { Limits } from './limits.ts';

const settings = testSettings({ SCANS_PER_MINUTE: '10', SCANS_PER_PERSON_PER_MINUTE: '3' });
const limited = { code: 'rate_limited', status: 429 };

const cleaning: (() => unknown)[] = [];
afterEach(async () => {
  jest.restoreAllMocks();
  for (const clean of cleaning.splice(0).reverse()) await clean();
});

async function open(url: string): Promise<[SharedRedis, Limits]> {
  const redis = await SharedRedis.open(url, settings);
  cleaning.push(() => redis.onApplicationShutdown());
  return [redis, new Limits(settings, redis)];
}

const KINDS = [
  ['server', async () => ({ server: await startRedis(), url: undefined })],
  ['cluster', startRedisCluster],
] as const;

test.each(KINDS)('over one %s instances count together, and what they count ends', async (_kind, start) => {
  const { server, url = server.url } = await start();
  cleaning.push(() => server.stop());
  const [redis, here] = await open(url);
  const [, there] = await open(url);
  for (const limits of [here, there, here]) await limits.person('p');
  await expect(there.person('p')).rejects.toMatchObject(limited);
  await expect(here.person('another')).resolves.toBeUndefined();
  await there.refusedLoginCode('192.0.2.1');
  await here.refusedLoginCode('192.0.2.1');
  await expect(here.scan('192.0.2.1')).rejects.toMatchObject(limited);
  const polls: boolean[] = [];
  for (let count = 0; count < 9; count += 1) polls.push(await (count % 2 ? here : there).pollsTooOften('s'));
  expect(polls).toEqual([...Array<boolean>(8).fill(false), true]);
  await here.wxacode(() => Promise.resolve(undefined));
  for (const key of await redis.commands.keys('*')) {
    expect(key).toMatch(/^maqiao:wx0123456789abcdef:limits:/);
    expect(await redis.commands.pttl(key)).toBeGreaterThan(0);
  }
});

describe('issue 12, number 6', () => {
  const household = (link: number) => `2001:db8:1:${link.toString(16)}::1`;
  const other = '2001:db8:1:100::1';

  test.each([...KINDS, ['memory', undefined] as const])(
    'an IPv6 household is counted together: in a %s',
    async (_kind, start) => {
      const few = testSettings({ SCENES_PER_MINUTE: '2' });
      let limits: readonly Limits[] = [new Limits(few, null)];
      if (start !== undefined) {
        const { server, url = server.url } = await start();
        cleaning.push(() => server.stop());
        const instances = [await SharedRedis.open(url, few), await SharedRedis.open(url, few)];
        for (const redis of instances) cleaning.push(() => redis.onApplicationShutdown());
        limits = instances.map((redis) => new Limits(few, redis));
      }
      const scene = (index: number, ip: string) => (limits[index % limits.length] as Limits).scene(ip);
      for (let link = 0; link < 8; link += 1) await scene(link, household(link));
      for (const index of [0, 1]) await expect(scene(index, household(9))).rejects.toMatchObject(limited);
      await expect(scene(0, other)).resolves.toBeUndefined();
    },
  );

  test('below 80 % of the limit no session is read, above it always', async () => {
    const limits = new Limits(testSettings({ WXACODES_PER_MINUTE: '10' }), null);
    let asked = 0;
    const livingSession = (session?: { sid: string; userId: string }) => () => {
      asked += 1;
      return Promise.resolve(session);
    };
    for (let count = 0; count < 8; count += 1) await limits.wxacode(livingSession());
    expect(asked).toBe(0);
    await expect(limits.wxacode(livingSession())).rejects.toMatchObject(limited);
    await limits.wxacode(livingSession({ sid: 's', userId: 'u' }));
    expect(asked).toBe(2);
  });

  test('each session has five pictures a minute of the reserve, each person ten', async () => {
    const limits = new Limits(testSettings({ WXACODES_PER_MINUTE: '100' }), null);
    for (let count = 0; count < 80; count += 1) await limits.wxacode(() => Promise.resolve(undefined));
    const granted = async (sid: string, userId: string) => {
      for (let count = 0; ; count += 1) {
        const refused = await limits
          .wxacode(() => Promise.resolve({ sid, userId }))
          .catch((error: unknown) => error);
        if (refused !== undefined) return count;
      }
    };
    expect(await granted('one', 'a')).toBe(5);
    expect(await granted('two', 'a')).toBe(5);
    expect(await granted('three', 'a')).toBe(0);
    expect(await granted('four', 'b')).toBe(5);
  });
});

test('while Redis is away each instance counts for itself, and still limits', async () => {
  const server = await startRedis();
  cleaning.push(() => server.stop());
  jest.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
  const [redis, limits] = await open(server.url);
  for (let count = 0; count < 3; count += 1) await limits.person('p');
  await server.kill();
  const away = () =>
    redis.ping().then(
      () => false,
      () => true,
    );
  while (!(await away()));
  for (let count = 0; count < 3; count += 1) await limits.person('p');
  await expect(limits.person('p')).rejects.toMatchObject(limited);
  await limits.wxacode(() => Promise.resolve(undefined));
  await server.start();
  while (await away()) await new Promise((resolve) => setTimeout(resolve, 10));
  for (let count = 0; count < 3; count += 1) await limits.person('p');
  await expect(limits.person('p')).rejects.toMatchObject(limited);
  expect(await redis.commands.keys('*limits:people*')).toHaveLength(1);
});

test('issue 12, number 10: after the clock was set back nobody waits longer than the limit’s period', async () => {
  const limits = new Limits(settings, null);
  for (let count = 0; count < 3; count += 1) await limits.person('p');
  const now = Date.now();
  jest.spyOn(Date, 'now').mockReturnValue(now - 3_600_000);
  const refusal: unknown = await limits.person('p').catch((error: unknown) => error);
  expect(refusal).toMatchObject(limited);
  expect((refusal as { retryAfterSeconds: number }).retryAfterSeconds).toBeLessThanOrEqual(60);
});
