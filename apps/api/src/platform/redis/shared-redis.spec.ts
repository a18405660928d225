import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { testSettings } from '../../../test/test-settings.ts';
import { startRedisCluster } from '../../../test/redis-cluster.ts';
import { startRedis, startSentinel, type TestRedis } from '../../../test/redis.ts';
import { ApiError } from '../http/api-error.ts';
import { SettingsError } from '../../config/settings.ts';
import { SharedRedis } from './shared-redis.ts';

const PASSWORD = 'a-password-that-nobody-may-read';
const ours = testSettings();

const cleaning: (() => unknown)[] = [];
afterEach(async () => {
  jest.restoreAllMocks();
  for (const clean of cleaning.splice(0).reverse()) await clean();
});

async function start(settings: Record<string, string> = {}): Promise<TestRedis> {
  const server = await startRedis(settings);
  cleaning.push(() => server.stop());
  return server;
}

async function open(url: string): Promise<SharedRedis> {
  const redis = await SharedRedis.open(url, ours);
  cleaning.push(() => redis.onApplicationShutdown());
  return redis;
}

/** Everything that is logged from here on. */
function logged(): string[] {
  const lines: string[] = [];
  for (const level of ['log', 'warn', 'error'] as const) {
    jest.spyOn(Logger.prototype, level).mockImplementation((line: unknown) => void lines.push(String(line)));
  }
  for (const level of ['log', 'warn', 'error'] as const) {
    jest.spyOn(console, level).mockImplementation((...parts: unknown[]) => void lines.push(parts.join(' ')));
  }
  return lines;
}

const unavailable = { code: 'unavailable', status: 503 };

async function until(holds: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 10));
}

const answers = (redis: SharedRedis) => () =>
  redis.ping().then(
    () => true,
    () => false,
  );

const KINDS = [
  ['server', async () => ({ server: await startRedis(), url: undefined })],
  ['cluster', startRedisCluster],
] as const;

describe.each(KINDS)('a %s that goes away', (_kind, begin) => {
  async function startKind(): Promise<{ server: TestRedis; url: string }> {
    const { server, url = server.url } = await begin();
    cleaning.push(() => server.stop());
    return { server, url };
  }

  test('is an error at once, told once, and serves again when it is back', async () => {
    const { server, url } = await startKind();
    const redis = await open(url);
    const lines = logged();
    await server.kill();
    await until(async () => !(await answers(redis)()));
    for (let count = 0; count < 50; count += 1) {
      await expect(redis.ping()).rejects.toMatchObject(unavailable);
    }
    await until(() => lines.length > 0);
    await server.start();
    await until(answers(redis));
    await until(() => lines.length > 1);
    expect(lines).toEqual([
      expect.stringMatching(/Redis cannot be reached \((ECONN\w+|not connected)\)/),
      'Redis is back.',
    ]);
  });

  test('a server that is silent costs a bounded time, and from then on none', async () => {
    logged();
    const { server, url } = await startKind();
    const redis = await open(url);
    server.freeze();
    const asked = Array.from({ length: 20 }, () => redis.ping());
    for (const outcome of await Promise.allSettled(asked)) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: unavailable });
    }
    await until(() => redis.commands.status !== 'ready');
    // Nothing is sent any more, and so nothing is waited for: not even a turn of the clock.
    const timers = jest.spyOn(globalThis, 'setTimeout');
    await expect(redis.ping()).rejects.toMatchObject(unavailable);
    expect(timers).not.toHaveBeenCalled();
    timers.mockRestore();
    server.thaw();
    await until(answers(redis));
  });
});

describe('a server', () => {
  test('what was under way fails with it, and is not sent again', async () => {
    logged();
    const server = await start({ appendonly: 'yes' });
    const redis = await open(server.url);
    await redis.run((commands) => commands.set('kept', 'yes'));
    server.freeze();
    const underWay = redis.run((commands) => commands.incr('counter'));
    const failure = expect(underWay).rejects.toMatchObject(unavailable);
    await server.kill();
    await failure;
    await server.start();
    await until(answers(redis));
    await expect(redis.run((commands) => commands.get('kept'))).resolves.toBe('yes');
  });

  test('a server that cannot write is away; an error of our own making is not', async () => {
    const server = await start({ maxmemory: '1', 'maxmemory-policy': 'noeviction' });
    const redis = await open(server.url);
    await expect(redis.run((commands) => commands.set('key', 'value'))).rejects.toMatchObject(unavailable);
    const script = redis.script('broken', 'return redis.call("GET")');
    await expect(script('key')).rejects.not.toBeInstanceOf(ApiError);
  });
});

describe('at the start', () => {
  test('a server that does not let us in stops it with a sentence, and the password is not told', async () => {
    const server = await start({ requirepass: PASSWORD });
    const lines = logged();
    for (const credentials of ['', ':another-password@']) {
      const opening = open(`redis://${credentials}127.0.0.1:${server.port}`);
      await expect(opening).rejects.toBeInstanceOf(SettingsError);
      await expect(opening).rejects.toThrow(/REDIS_URL.*(NOAUTH|WRONGPASS)/);
    }
    const redis = await open(`redis://:${PASSWORD}@127.0.0.1:${server.port}/2`);
    await redis.run((commands) => commands.set('key', 'value'));
    await server.kill();
    const error = await redis.run((commands) => commands.get('key')).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject(unavailable);
    const said = [...lines, (error as ApiError).operatorHint, (error as ApiError).stack].join('\n');
    expect(said).not.toMatch(/password-that|another-password/);
  });

  test('a server that starts at the same time is waited for', async () => {
    const server = await start();
    await server.kill();
    const opening = open(server.url);
    await server.start();
    await expect((await opening).ping()).resolves.toBeUndefined();
  });
});

describe('sentinels', () => {
  test('name the master, for commands and for subscriptions', async () => {
    const master = await start();
    const sentinel = await startSentinel(master);
    cleaning.push(() => sentinel.stop());
    const redis = await open(`redis-sentinel://127.0.0.1:${sentinel.port}/main`);
    await redis.run((commands) => commands.set('key', 'value'));
    await expect(master.client().get('key')).resolves.toBe('value');
    const messages: string[] = [];
    await redis.subscribe('channel', {
      message: (text) => messages.push(text),
      lost: () => undefined,
    });
    await redis.run((commands) => commands.publish('channel', 'hello'));
    await until(() => messages.length > 0);
    expect(messages).toEqual(['hello']);
  });
});
