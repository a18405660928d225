import { builtProgram, madeUpSecret } from '@maqiao/test-servers';
import { afterEach, describe, expect, test } from '@jest/globals';
import { createSceneName, createVerifier } from '@maqiao/shared';
import { startSimulator } from '@maqiao/wechat-simulator';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { join } from 'node:path';

const HERE = import.meta.dirname;
const SEVERAL_ADDRESSES = new URL('support/several-addresses.mjs', import.meta.url).href;
const SLOW = '127.0.0.1';
/** More than any system queues with a backlog of one. */
const PENDING_CONNECTIONS = 16;

const cleaning: (() => unknown)[] = [];
afterEach(async () => {
  for (const clean of cleaning.splice(0).reverse()) await clean();
});

/**
 * A server that accepts no connection until `goesOn` is called. A client that connects before gets no answer, and sends
 * its first packet again after a second, as after a lost packet.
 */
async function stalledServer(
  host: string,
  port: number,
  behind: number,
): Promise<{ port: number; goesOn: () => void }> {
  const child = fork(join(HERE, 'support/stalled-server.mjs'), {
    env: { HOST: host, PORT: String(port), BEHIND: String(behind) },
    execArgv: [],
  });
  const ended = once(child, 'exit');
  cleaning.push(() => (child.kill('SIGKILL'), ended));
  const [server] = (await once(child, 'message')) as [{ port: number }];
  child.kill('SIGSTOP');
  const pending = Array.from({ length: PENDING_CONNECTIONS }, () =>
    connect(server.port, host).on('error', () => undefined),
  );
  cleaning.push(() => pending.forEach((socket) => socket.destroy()));
  return { port: server.port, goesOn: () => void child.kill('SIGCONT') };
}

/** A server with two addresses: one is slow, and from the other no answer ever comes. */
async function slowAndDead(behind: number): Promise<{ port: number; goesOn: () => void; dead: string }> {
  const slow = await stalledServer(SLOW, 0, behind);
  // Where a machine has IPv6; else two of IPv4 do the same.
  for (const dead of ['::1', '127.0.0.2']) {
    const opened = await stalledServer(dead, slow.port, behind).catch(() => undefined);
    if (opened) return { ...slow, dead };
  }
  throw new Error('this machine has one loopback address only');
}

/** Runs a program for which localhost has these addresses; the slow one goes on once a connection has begun. */
function run(
  program: string,
  {
    addresses,
    environment,
    goesOn,
  }: { addresses: string[]; environment: Record<string, string>; goesOn: () => void },
): ChildProcess {
  const child = fork(program, {
    env: { ...environment, ADDRESSES: addresses.join(',') },
    execArgv: ['--experimental-transform-types', '--no-warnings', '--import', SEVERAL_ADDRESSES],
  });
  const ended = once(child, 'exit');
  cleaning.push(() => (child.kill('SIGKILL'), ended));
  child.on('message', (message: { connecting?: string }) => message.connecting !== undefined && goesOn());
  return child;
}

/** The first message of a child that has this member. */
function messageOf<T>(child: ChildProcess, member: string): Promise<T> {
  return new Promise((resolve, reject) => {
    child.on('message', (message: Record<string, T>) => {
      if (message[member] !== undefined) resolve(message[member]);
    });
    child.once('exit', (code) => reject(new Error(`ended with ${code} before it sent ${member}`)));
  });
}

describe('issue 12, number 11: a name of several addresses, over a slow line, one of them dead', () => {
  describe.each(['WeChat', 'a webhook', 'S3', 'the doctor', 'a driver (PostgreSQL, Redis)'])(
    '%s is reached',
    (way) => {
      test.each(['first', 'last'])('where the slow address comes %s', async (place) => {
        const server = createServer((_request, response) => void response.end('{}'));
        await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
        cleaning.push(() => (server.closeAllConnections(), server.close()));
        const { port, goesOn, dead } = await slowAndDead((server.address() as AddressInfo).port);
        const child = run(join(HERE, 'support/outgoing-calls.ts'), {
          addresses: place === 'first' ? [SLOW, dead] : [dead, SLOW],
          environment: { WAY: way, ORIGIN: `http://localhost:${port}` },
          goesOn,
        });
        expect(await messageOf(child, 'outcome')).toBe('arrived');
      });
    },
  );

  test('IPv4 is tried first: an unreachable IPv6 address costs no time', async () => {
    const child = run(join(HERE, 'support/outgoing-calls.ts'), {
      addresses: ['::1', SLOW],
      environment: { WAY: 'which address is tried first', ORIGIN: 'http://localhost:9' },
      goesOn: () => undefined,
    });
    expect(await messageOf(child, 'outcome')).toBe(SLOW);
  });

  test('the server itself gets its picture from WeChat', async () => {
    const wechat = await startSimulator();
    cleaning.push(() => wechat.close());
    const { port, goesOn, dead } = await slowAndDead(Number(new URL(wechat.url).port));
    const child = run(builtProgram('main'), {
      addresses: [SLOW, dead],
      environment: {
        PORT: '0',
        HOST: '127.0.0.1',
        PUBLIC_URL: 'http://127.0.0.1:3000',
        WECHAT_APP_ID: wechat.appId,
        WECHAT_APP_SECRET: wechat.appSecret,
        WECHAT_API_BASE_URL: `http://localhost:${port}`,
        DATABASE_URL: 'sqlite::memory:',
        MAQIAO_SECRET: madeUpSecret('one'),
        LOG_LEVEL: 'silent',
      },
      goesOn,
    });
    const url = await messageOf<string>(child, 'url');
    const scene = createSceneName(createVerifier(globalThis.crypto), Date.now());
    const answer = await fetch(`${url}/api/scenes`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ scene }),
    });
    expect([answer.status, await answer.text()]).toEqual([201, expect.stringContaining('wxacode')]);
  });
});
