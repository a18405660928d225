import { afterEach, expect, jest, test } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { testSettings } from '../../../test/test-settings.ts';
import type { Redis } from 'ioredis';
import { startRedis, type TestRedis } from '../../../test/redis.ts';
import { parseRedisUrl, type RedisLocation } from '../../config/redis-url.ts';
import { createSubscription } from './redis-connections.ts';
import { RedisSubscriber } from './redis-subscriber.ts';
import { SharedRedis } from './shared-redis.ts';

const cleaning: (() => unknown)[] = [];
afterEach(async () => {
  jest.restoreAllMocks();
  for (const clean of cleaning.splice(0).reverse()) await clean();
});

class Heard {
  readonly messages: string[] = [];
  losses = 0;
  readonly message = (text: string): void => void this.messages.push(text);
  readonly lost = (): void => void (this.losses += 1);
}

async function open(): Promise<[TestRedis, SharedRedis]> {
  const server = await startRedis();
  cleaning.push(() => server.stop());
  const redis = await SharedRedis.open(server.url, testSettings());
  cleaning.push(() => redis.onApplicationShutdown());
  return [server, redis];
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 10));
}

const publish = (redis: SharedRedis, channel: string, text: string) =>
  redis.run((commands) => commands.publish(channel, text));

test('what is published after the subscription arrives, on its own channel, in order', async () => {
  const [, redis] = await open();
  const [a, b] = [new Heard(), new Heard()];
  await Promise.all([redis.subscribe('a', a), redis.subscribe('b', b)]);
  expect(await publish(redis, 'a', '1')).toBe(1);
  for (const text of ['2', '3', '4']) await publish(redis, text === '3' ? 'b' : 'a', text);
  await until(() => a.messages.length === 3 && b.messages.length === 1);
  expect([a.messages, b.messages]).toEqual([['1', '2', '4'], ['3']]);
  expect([a.losses, b.losses]).toEqual([0, 0]);
});

test('after a loss each subscription stands again, and is told of the loss', async () => {
  const [server, redis] = await open();
  jest.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
  const [a, b] = [new Heard(), new Heard()];
  await redis.subscribe('a', a);
  await redis.subscribe('b', b);
  await server.kill();
  await server.start();
  await until(() => a.losses === 1 && b.losses === 1);
  await until(() => redis.commands.status === 'ready');
  await publish(redis, 'b', 'again');
  await until(() => b.messages.length === 1);
});

test('a connection that was cut while Redis lives is replaced', async () => {
  const [server, redis] = await open();
  const heard = new Heard();
  await redis.subscribe('a', heard);
  await server.client().call('CLIENT', 'KILL', 'TYPE', 'pubsub');
  await until(() => heard.losses === 1);
  await publish(redis, 'a', 'after');
  await until(() => heard.messages.length === 1);
});

test('a connection on which nobody answers any more is noticed, and replaced', async () => {
  const server = await startRedis();
  cleaning.push(() => server.stop());
  const connections: Redis[] = [];
  const location = parseRedisUrl(server.url) as RedisLocation;
  const subscriber = new RedisSubscriber((attempt) => {
    const connection = createSubscription(location, attempt);
    connections.push(connection);
    return connection;
  });
  cleaning.push(() => subscriber.close());
  const heard = new Heard();
  await subscriber.subscribe('a', heard);
  server.freeze();
  await until(() => connections.length > 1);
  server.thaw();
  await until(() => heard.losses === 1);
  await server.client().publish('a', 'after');
  await until(() => heard.messages.length === 1);
});

test('a listener that throws takes nobody with it', async () => {
  const [, redis] = await open();
  const lines = jest.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
  const heard = new Heard();
  const broken = {
    message: () => {
      throw new TypeError('not what was expected');
    },
    lost: () => undefined,
  };
  await redis.subscribe('broken', broken);
  await redis.subscribe('a', heard);
  await publish(redis, 'broken', 'x');
  await publish(redis, 'a', 'y');
  await until(() => heard.messages.length === 1);
  expect(lines).toHaveBeenCalledTimes(1);
});
