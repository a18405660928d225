import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { certificateFor, freePort, madeUpSecret } from '@maqiao/test-servers';
import { startRedisNodes } from '../../../test/redis-cluster.ts';
import { startRedis, type TestRedis } from '../../../test/redis.ts';
import { testSettings } from '../../../test/test-settings.ts';
import { SettingsError } from '../../config/settings.ts';
import { checkRedis } from '../../operations/doctor/check-redis.ts';
import type { Finding } from '../../operations/doctor/finding.ts';
import { MaqiaoSecret } from '../secret/maqiao-secret.ts';
import { SharedRedis } from './shared-redis.ts';

Logger.overrideLogger(false);

const PASSWORD = 'a-password-that-nobody-may-read';
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

const secret = new MaqiaoSecret(Buffer.alloc(32, 7));

/** What a server that starts, and the doctor, find: both do the same (see `apps/api/test/redis-starts.spec.ts`). */
function found(redisUrl: string): Promise<Finding[]> {
  const settings = testSettings({
    DATABASE_URL: 'postgres://u:p@127.0.0.1:1/d',
    MAQIAO_SECRET: madeUpSecret('secret'),
    REDIS_URL: redisUrl,
  });
  return checkRedis(settings, secret);
}

/** The one sentence that stops a start with that URL. */
async function refusal(redisUrl: string): Promise<{ en: string; zh: string }> {
  const findings = await found(redisUrl);
  expect(findings.map(({ code, severity }) => [code, severity])).toEqual([['redis_away', 'fault']]);
  expect(JSON.stringify(findings)).not.toContain(PASSWORD);
  const [{ facts } = { facts: {} as Finding['facts'] }] = findings;
  return facts.sentence as { en: string; zh: string };
}

const codes = (findings: Finding[]) => findings.map(({ code }) => code);

/** What a user may not do, said of each command that Maqiao cannot do without. */
const NEEDED = [
  ...['PING', 'TIME', 'SET', 'GET', 'INCRBY', 'EXPIRE', 'PTTL', 'HSET', 'PEXPIRE', 'PEXPIREAT', 'HGET'],
  ...['HGETALL', 'EVAL', 'EVALSHA', 'PUBLISH', 'SUBSCRIBE', 'MULTI', 'EXEC', 'DEL'],
];

describe('issue 12, number 14: Redis as it is found', () => {
  test('a user that may not run a command, for each that is needed', async () => {
    const server = await start();
    const client = server.client();
    for (const command of NEEDED) {
      const user = command.toLowerCase();
      await client.call('ACL', 'SETUSER', user, 'on', `>${PASSWORD}`, '~*', '&*', '+@all', `-${user}`);
      const { en, zh } = await refusal(`redis://${user}:${PASSWORD}@127.0.0.1:${server.port}`);
      expect(en).toMatch(new RegExp(`may not run ${command} .*ACL SETUSER maqiao`));
      expect(zh).toMatch(new RegExp(`不能执行 ${command}`));
    }
  });

  test('a command that was renamed or switched off, for each that is needed', async () => {
    for (const command of ['PUBLISH', 'EVAL', 'EVALSHA', 'SUBSCRIBE', 'INFO', 'MULTI', 'PEXPIREAT']) {
      const other = await startRedis({ 'rename-command': `${command} ""` });
      try {
        expect((await refusal(other.url)).en).toMatch(new RegExp(`does not know ${command} .*renamed`));
      } finally {
        await other.stop();
      }
    }
  });

  test.each(['SCRIPT', 'CONFIG', 'HELLO', 'CLIENT', 'KEYS', 'CLUSTER', 'WAIT'])(
    'a server without %s is good enough',
    async (command) => {
      const server = await start({ 'rename-command': `${command} ""` });
      expect(codes(await found(server.url))).toEqual(['redis_ok']);
    },
  );

  test('a user that may not use our keys, or our channels', async () => {
    const server = await start();
    const client = server.client();
    const rights = { keys: ['~other:*', '&*'], channels: ['~*', 'resetchannels', '&other:*'] };
    for (const [user, allowed] of Object.entries(rights)) {
      await client.call('ACL', 'SETUSER', user, 'on', `>${PASSWORD}`, '+@all', ...allowed);
      const { en } = await refusal(`redis://${user}:${PASSWORD}@127.0.0.1:${server.port}`);
      expect(en).toMatch(/may not use the keys or channels of Maqiao.*~maqiao:\* &maqiao:\*/);
    }
  });

  test('a wrong password, none, and a database that is not there', async () => {
    const server = await start({ requirepass: PASSWORD, databases: '4' });
    for (const credentials of ['', ':another@', 'nobody:another@']) {
      const { en, zh } = await refusal(`redis://${credentials}127.0.0.1:${server.port}`);
      expect(en).toMatch(/must have a user and a password.*(NOAUTH|WRONGPASS)/);
      expect(zh).toMatch(/用户或密码/);
    }
    const at = (database: number) => `redis://:${PASSWORD}@127.0.0.1:${server.port}/${database}`;
    expect((await refusal(at(9))).en).toMatch(/by a number that this Redis does not have/);
    expect(codes(await found(at(3)))).toEqual(['redis_ok']);
  });

  test('a replica; and one that becomes the master while we wait', async () => {
    const master = await start();
    const replica = await start({ replicaof: `127.0.0.1 ${master.port}` });
    expect((await refusal(replica.url)).en).toMatch(/names a replica.*redis-sentinel:/);
    const opening = found(replica.url);
    await replica.client().call('REPLICAOF', 'NO', 'ONE');
    expect(codes(await opening)).toEqual(['redis_ok']);
  });

  test('one that throws keys away is warned of', async () => {
    const server = await start({ maxmemory: '100mb', 'maxmemory-policy': 'volatile-lru' });
    expect((await found(server.url)).map(({ code, facts }) => [code, facts.policy])).toEqual([
      ['redis_ok', undefined],
      ['redis_evicts', 'volatile-lru'],
    ]);
  });

  test.each([
    ['whose memory is full', { maxmemory: '1', 'maxmemory-policy': 'noeviction' }, 'OOM'],
    ['with too few replicas', { 'min-replicas-to-write': '1' }, 'NOREPLICAS'],
  ])('one %s is told of, and does not stop a start', async (_name, settings, reason) => {
    const server = await start(settings);
    const redis = await SharedRedis.open(server.url, testSettings());
    cleaning.push(() => redis.onApplicationShutdown());
    expect(redis.warnings.map(({ en }) => en)).toEqual([
      expect.stringContaining(`does not accept writes (${reason})`),
    ]);
    const findings = await found(server.url);
    expect(findings.map(({ code, facts }) => [code, facts.reason])).toEqual([['redis_away', reason]]);
  });

  test('a script that is refused is told with what Redis says of it', async () => {
    const server = await start();
    const redis = await SharedRedis.open(server.url, testSettings());
    cleaning.push(() => redis.onApplicationShutdown());
    const broken = redis.script('broken', "redis.call('SET', KEYS[1] .. 'x'");
    await expect(redis.tryOut((name) => broken(redis.key('check', name)))).rejects.toThrow(
      /refuses what a login needs \(ERR Error compiling script.*Redis 5 or newer, Valkey or KeyDB/,
    );
  });

  test('what is forbidden later is named in the log beside the error', async () => {
    const server = await start();
    const redis = await SharedRedis.open(server.url, testSettings());
    cleaning.push(() => redis.onApplicationShutdown());
    await server.client().call('ACL', 'SETUSER', 'default', '-hget');
    await expect(redis.run((commands) => commands.hget('key', 'field'))).rejects.toMatchObject({
      code: 'unavailable',
      operatorHint: expect.stringMatching(/may not run HGET/),
    });
  });

  test('all scripts name their keys as managed clusters demand: KEYS[i], in the call itself', async () => {
    const server = await start();
    const seen = new Set<string>();
    const monitor = await server.client().monitor();
    monitor.on('monitor', (_time: string, [command = '', script = '']: string[]) => {
      if (command.toLowerCase() === 'eval') seen.add(script);
    });
    cleaning.push(() => monitor.disconnect());
    expect(codes(await found(server.url))).toEqual(['redis_ok']);
    await until(() => seen.size >= 6);
    const calls = [...seen].flatMap((script) => [...script.matchAll(/redis\.p?call\(([^)]*)/g)]);
    expect(calls.length).toBeGreaterThan(12);
    for (const [, call = ''] of calls) {
      expect(call).toMatch(/^'(TIME'$|PUBLISH', |[A-Za-z]+', KEYS\[\d\](,|$))/);
    }
    expect([...seen].join('\n')).not.toMatch(/= *KEYS|KEYS\[\d\] *\.\./);
  });
});

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 10));
}

describe('issue 12, number 14: a cluster', () => {
  async function cluster(count: number): Promise<{ servers: TestRedis[]; url: string }> {
    const started = await startRedisNodes(count);
    cleaning.push(() => Promise.all(started.servers.map((server) => server.stop())));
    return started;
  }

  test('is tried as a cluster; one of its nodes alone is not enough', async () => {
    const { servers, url } = await cluster(2);
    expect(codes(await found(url))).toEqual(['redis_ok']);
    for (const server of servers) {
      expect((await refusal(server.url)).en).toMatch(/one node of a Redis Cluster.*redis-cluster:/);
    }
  });

  test('a user that one of the nodes does not know, or that may not write there', async () => {
    const { servers, url } = await cluster(2);
    const [first, second] = servers as [TestRedis, TestRedis];
    const user = ['ACL', 'SETUSER', 'maqiao', 'on', `>${PASSWORD}`, '~*', '&*', '+@all'] as const;
    await first.client().call(...user);
    const ours = url.replace('//', `//maqiao:${PASSWORD}@`);
    expect((await refusal(ours)).en).toMatch(/a user and a password that Redis accepts/);
    await second.client().call(...user);
    expect(codes(await found(ours))).toEqual(['redis_ok']);
  });

  test('a user that may not do something there; keys that are thrown away on one node', async () => {
    const { servers, url } = await cluster(2);
    for (const server of servers) {
      const user = [
        'ACL',
        'SETUSER',
        'maqiao',
        'on',
        `>${PASSWORD}`,
        '~*',
        '&*',
        '+@all',
        '-publish',
      ] as const;
      await server.client().call(...user);
    }
    expect((await refusal(url.replace('//', `//maqiao:${PASSWORD}@`))).en).toMatch(/may not run PUBLISH/);
    await servers[1]?.client().config('SET', 'maxmemory-policy', 'allkeys-lru');
    expect(codes(await found(url))).toEqual(['redis_ok', 'redis_evicts']);
  });

  test('a server that is none', async () => {
    const server = await start();
    const { en } = await refusal(server.url.replace('redis:', 'redis-cluster:'));
    expect(en).toMatch(/the server there is no cluster.*write redis:/);
  });
});

describe('issue 12, number 14: Redis and TLS', () => {
  test('wanted and not offered, offered and not wanted, of an unknown authority, of another name', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'maqiao-redis-tls-'));
    cleaning.push(() => rmSync(folder, { recursive: true, force: true }));
    const { certificate, key } = certificateFor('localhost');
    const [certificateFile, keyFile] = [join(folder, 'server.crt'), join(folder, 'server.key')];
    writeFileSync(certificateFile, certificate);
    writeFileSync(keyFile, key);
    const port = await freePort();
    const server = await start({
      'tls-port': String(port),
      'tls-cert-file': certificateFile,
      'tls-key-file': keyFile,
      'tls-ca-cert-file': certificateFile,
      'tls-auth-clients': 'no',
    });
    expect((await refusal(`rediss://127.0.0.1:${server.port}`)).en).toMatch(
      /Nothing answers with TLS.*redis:/,
    );
    expect((await refusal(`redis://127.0.0.1:${port}`)).en).toMatch(/ends every connection at once.*rediss:/);
    const { en, zh } = await refusal(`rediss://localhost:${port}`);
    expect(en).toMatch(/authority that this machine does not trust.*NODE_EXTRA_CA_CERTS/);
    expect(zh).toMatch(/NODE_EXTRA_CA_CERTS/);
  });

  test('one that is merely away keeps its sentence', async () => {
    const server = await start();
    await server.kill();
    const opening = SharedRedis.open(server.url, testSettings());
    await expect(opening).rejects.toThrow(SettingsError);
    await expect(opening).rejects.toThrow(/^REDIS_URL must name a Redis that answers.*ECONNREFUSED/);
  });
});
