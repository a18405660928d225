import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startPostgres, startRedis, until, type TestPostgres, type TestRedis } from '@maqiao/test-servers';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { startRedisNodes } from './redis-cluster.ts';
import { afterThisTest } from './support/after-this-test.ts';
import { startApi, type ApiUnderTest } from './support/api-under-test.ts';
import { serverEnvironment, ServerProcess } from './support/server-process.ts';

const SERVER_TIMEOUT_MS = 60_000;
const DOCS = join(import.meta.dirname, '../../../docs');

/** A proxy to that port which delays every packet. @returns its port */
async function slowLine(to: number): Promise<number> {
  const server = createServer((near) => {
    const far = connect(to, '127.0.0.1');
    for (const [from, into] of [
      [near, far],
      [far, near],
    ] as const) {
      from.on('data', (data) => setTimeout(() => into.writable && into.write(data), 50));
      from.on('error', () => into.destroy()).on('close', () => into.destroy());
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  afterThisTest(() => server.close());
  return (server.address() as AddressInfo).port;
}

describe('issue 12, number 14: what Redis cannot do is said at the start of a server', () => {
  let postgres: TestPostgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  }, SERVER_TIMEOUT_MS);
  afterAll(() => postgres.stop(), SERVER_TIMEOUT_MS);

  async function redisServer(settings: Record<string, string> = {}): Promise<TestRedis> {
    const redis = await startRedis(settings);
    afterThisTest(() => redis.stop());
    return redis;
  }

  async function startWith(redisUrl: string): Promise<ApiUnderTest> {
    return startApi({
      environment: {
        DATABASE_URL: await postgres.createDatabase(),
        REDIS_URL: redisUrl,
        MAQIAO_SECRET: randomBytes(32).toString('base64'),
      },
    });
  }

  async function signInAndOut(api: ApiUnderTest): Promise<void> {
    const browser = api.browser();
    const phone = api.phone();
    expect((await browser.register()).status).toBe(201);
    const watching = browser.watch();
    await watching.status('pending');
    await phone.scan(browser.scene);
    expect((await phone.confirm(browser.scene)).status).toBe(200);
    await watching.login();
    expect((await browser.claim()).status).toBe(200);
    expect((await browser.refresh()).status).toBe(200);
    expect((await browser.signOut()).status).toBe(204);
  }

  /**
   * Starts a server in a process of its own, which must refuse to start.
   * @returns its exit status and its error output
   */
  async function refusedStart(redisUrl: string): Promise<[number | null, string]> {
    const wechat = {
      appId: 'wx0123456789abcdef',
      appSecret: '0123456789abcdef0123456789abcdef',
      url: 'http://127.0.0.1:9',
    };
    const server = new ServerProcess({
      ...serverEnvironment(wechat, await postgres.createDatabase()),
      MAQIAO_LANG: 'en',
      REDIS_URL: redisUrl,
      MAQIAO_SECRET: randomBytes(32).toString('base64'),
    });
    const { code } = await server.exit;
    return [code, server.stderr];
  }

  test.each(['subscribe', 'publish', 'evalsha'])('a user that may not run %s', async (command) => {
    const redis = await redisServer();
    await redis.client().call('ACL', 'SETUSER', 'user', 'on', '>x', '~*', '&*', '+@all', `-${command}`);
    expect(await refusedStart(`redis://user:x@127.0.0.1:${redis.port}`)).toEqual([
      1,
      expect.stringContaining(`may not run ${command.toUpperCase()} `),
    ]);
  });

  test('over a slow line a server starts, and signs people in', async () => {
    const redis = await redisServer();
    const line = await slowLine(redis.port);
    await signInAndOut(await startWith(`redis://127.0.0.1:${line}`));
  });

  test('a start tries every script once: scenes, limits, WeChat’s token', async () => {
    const redis = await redisServer();
    const tried = new Set<string>();
    const monitor = await redis.client().monitor();
    afterThisTest(() => Promise.resolve(monitor.disconnect()));
    monitor.on('monitor', (_time: string, [command = '', , , key = '']: string[]) => {
      const [, kind] = /^maqiao:[^:]+:(.*?):?\{?check-/.exec(key) ?? [];
      if (command.toLowerCase().startsWith('eval') && kind !== undefined) tried.add(kind);
    });
    await startWith(redis.url);
    const expected = ['limits:check', 'scene', 'wechat', 'wechat-check'];
    await until(() => tried.size >= expected.length, 'every script to be tried');
    expect([...tried].sort()).toEqual(expected);
    // The trial leaves no keys.
    expect(await redis.client().keys('*check*')).toEqual([]);
  });

  test.each(['running-many.md', 'zh/running-many.md'])(
    'the rights that docs/%s lists are enough for a whole login, and without SCRIPT',
    async (page) => {
      const redis = await redisServer({ 'rename-command': 'SCRIPT ""' });
      const lines = readFileSync(join(DOCS, page), 'utf8').match(/^ACL SETUSER maqiao .*$/gm) ?? [];
      expect(lines).toHaveLength(2);
      for (const line of lines) {
        const rights = line
          .split(' ')
          .slice(3)
          .filter((word) => !word.startsWith('>'));
        await redis.client().call('ACL', 'SETUSER', 'maqiao', 'reset', '>x', ...rights);
        const api = await startWith(`redis://maqiao:x@127.0.0.1:${redis.port}`);
        await signInAndOut(api);
      }
    },
  );

  test('a whole login in a cluster, with those rights on each of its nodes', async () => {
    const { servers, url } = await startRedisNodes(2);
    afterThisTest(async () => void (await Promise.all(servers.map((server) => server.stop()))));
    const text = readFileSync(join(DOCS, 'running-many.md'), 'utf8');
    const [, strict = ''] = text.match(/^ACL SETUSER maqiao .*$/gm) ?? [];
    const rights = strict
      .split(' ')
      .slice(3)
      .filter((word) => !word.startsWith('>'));
    for (const server of servers) {
      await server.client().call('ACL', 'SETUSER', 'maqiao', 'reset', '>x', ...rights);
    }
    await signInAndOut(await startWith(url.replace('//', '//maqiao:x@')));
  });
});
