import { afterEach, expect, jest, test } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { startRedis, type TestRedis } from '../../test/redis.ts';
import { testSettings } from '../../test/test-settings.ts';
import { SharedRedis } from '../platform/redis/shared-redis.ts';
import { RedisSessionEndings } from './redis-session-endings.ts';

const cleaning: (() => unknown)[] = [];
afterEach(async () => {
  jest.restoreAllMocks();
  for (const clean of cleaning.splice(0).reverse()) await clean();
});

async function start(): Promise<TestRedis> {
  const server = await startRedis();
  cleaning.push(() => server.stop());
  return server;
}

/** One instance, with the endings that its listener got. */
async function open({ url }: TestRedis) {
  const redis = await SharedRedis.open(url, testSettings());
  cleaning.push(() => redis.onApplicationShutdown());
  const endings = await RedisSessionEndings.open(redis);
  cleaning.push(() => endings.onModuleDestroy());
  const heard: string[] = [];
  const unsubscribe = endings.subscribe((sid, reason) => heard.push(`${sid} ${reason}`));
  return { endings, heard, unsubscribe };
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 10));
}

test('an ending reaches every instance once, and its own instance at once', async () => {
  const server = await start();
  const [here, there] = [await open(server), await open(server)];
  here.endings.publish('s1', 'revoked');
  expect(here.heard).toEqual(['s1 revoked']);
  there.endings.publish('s2', 'signed_out');
  await until(() => here.heard.length === 2 && there.heard.length === 2);
  expect(there.heard.toSorted()).toEqual(['s1 revoked', 's2 signed_out']);
  here.unsubscribe();
  there.endings.publish('s3', 'revoked');
  await until(() => there.heard.length === 3);
  here.endings.publish('s4', 'revoked');
  await until(() => there.heard.length === 4);
  expect(here.heard).toHaveLength(2);
});

test('an ending while Redis is away arrives when it is back, and so does the loss', async () => {
  const server = await start();
  jest.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
  const [here, there] = [await open(server), await open(server)];
  let losses = 0;
  there.endings.onLost(() => (losses += 1));
  await server.kill();
  here.endings.publish('s1', 'revoked');
  await server.start();
  await until(() => losses > 0 && there.heard.length > 0);
  expect(there.heard).toEqual(['s1 revoked']);
});
