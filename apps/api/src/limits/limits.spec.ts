import { afterEach, expect, jest, test } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { startRedisCluster } from '../../test/redis-cluster.ts';
import { startRedis } from '../../test/redis.ts';
import { testSettings } from '../../test/test-settings.ts';
import { SharedRedis } from '../redis/shared-redis.ts';
import { Limits } from './limits.ts';

const settings = testSettings({ SCANS_PER_MINUTE: '10', SCANS_PER_PERSON_PER_MINUTE: '3' });
const limited = { code: 'rate_limited', status: 429 };

const cleaning: (() => unknown)[] = [];
afterEach(async () => {
  jest.restoreAllMocks();
  for (const clean of cleaning.splice(0).reverse()) await clean();
}, 30_000);

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
  await here.wxacode(true);
  for (const key of await redis.commands.keys('*')) {
    expect(key).toMatch(/^maqiao:wx0123456789abcdef:limits:/);
    expect(await redis.commands.pttl(key)).toBeGreaterThan(0);
  }
});

test('while Redis is away each instance counts for itself, and never lets everything through', async () => {
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
  await limits.wxacode(false);
  await server.start();
  while (await away()) await new Promise((resolve) => setTimeout(resolve, 10));
  for (let count = 0; count < 3; count += 1) await limits.person('p');
  await expect(limits.person('p')).rejects.toMatchObject(limited);
  expect(await redis.commands.keys('*limits:people*')).toHaveLength(1);
});
