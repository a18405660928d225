import { describe, expect, test } from '@jest/globals';
import { freePort } from '@maqiao/test-servers';
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { afterTest } from '../support/after-test.ts';
import { until } from '../support/until.ts';
import { startCaddy } from './support/caddy.ts';
import { startNginx } from './support/nginx.ts';
import type { ProxyPlan, RunningProxy } from './support/proxy.ts';
import { startStandIn } from './support/stand-in.ts';

interface Answer {
  readonly status: number;
  readonly body: { name?: string; upgrade?: string | null; code?: string };
  readonly socket?: Duplex;
}

/** A proxy with its shipped file, and two stand-ins behind it. */
async function startBefore(startProxy: (plan: ProxyPlan) => Promise<RunningProxy>) {
  const folder = mkdtempSync(join(tmpdir(), 'maqiao-proxy-'));
  afterTest(() => rmSync(folder, { recursive: true, force: true }));
  const standIns = [await startStandIn('one'), await startStandIn('other')] as const;
  const [httpPort, httpsPort] = [await freePort(), await freePort()];
  const instances = [standIns[0].port, standIns[1].port] as const;
  const proxy = await startProxy({ folder, httpPort, httpsPort, instances });
  afterTest(() => proxy.stop());

  const call = (path: string, { method = 'GET', headers = {}, from = '127.0.0.1' } = {}) =>
    new Promise<Answer>((resolve, reject) => {
      const options = { host: '127.0.0.1', port: httpsPort, servername: 'localhost', ca: proxy.authority };
      const outgoing = request(
        {
          ...options,
          path,
          method,
          headers: { Host: 'localhost', ...headers },
          localAddress: from,
          agent: false,
        },
        (response) => {
          let text = '';
          response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
          response.on('end', () => {
            const json = response.headers['content-type']?.includes('json') === true;
            resolve({
              status: response.statusCode ?? 0,
              body: json ? (JSON.parse(text) as Answer['body']) : {},
            });
          });
        },
      );
      outgoing.on('upgrade', (response, socket) => {
        afterTest(() => void socket.destroy());
        resolve({ status: response.statusCode ?? 0, body: {}, socket });
      });
      outgoing.on('error', reject);
      outgoing.end();
    });
  const openSocket = (from: string) =>
    call('/socket.io/?EIO=4&transport=websocket', { headers: WEBSOCKET, from });
  const held = () => standIns[0].held + standIns[1].held;
  return { call, openSocket, held };
}

const WEBSOCKET = {
  Connection: 'Upgrade',
  Upgrade: 'websocket',
  'Sec-WebSocket-Version': '13',
  'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
};

describe.each([
  { proxy: 'nginx', start: startNginx },
  { proxy: 'Caddy', start: startCaddy },
])('behind $proxy', ({ start }) => {
  test('issue 12, number 1: an instance is not taken out because connections of one visitor’s calls broke', async () => {
    const { call } = await startBefore(start);
    const names = new Set<string | undefined>();
    for (let round = 0; round < 10; round++) {
      await Promise.all([call('/cut', { method: 'POST' }), call('/cut', { method: 'POST' })]);
      const visitors = await Promise.all(Array.from({ length: 6 }, () => call('/')));
      expect(visitors.map(({ status }) => status)).toEqual(Array.from({ length: 6 }, () => 200));
      for (const { body } of visitors) names.add(body.name);
    }
    expect([...names].sort()).toEqual(['one', 'other']);
  });

  test('issue 12, number 1: an offer to upgrade goes no further, but that of a websocket where sockets are', async () => {
    const { call, openSocket } = await startBefore(start);
    for (const upgrade of ['h2c', 'x', 'websocket', 'h2c, websocket']) {
      for (const path of ['/', '/livez', '/api/scenes', '/x/socket.io/']) {
        const { status, body } = await call(path, { headers: { Connection: 'Upgrade', Upgrade: upgrade } });
        expect([path, upgrade, status, body.upgrade]).toEqual([path, upgrade, 200, null]);
      }
    }
    const odd = await call('/socket.io/', { headers: { Connection: 'Upgrade', Upgrade: 'h2c' } });
    expect([odd.status, odd.body.upgrade]).toEqual([200, null]);
    expect((await openSocket('127.0.0.1')).status).toBe(101);
  });

  test('issue 12, number 7: /metrics is kept from the world in every spelling', async () => {
    const { call } = await startBefore(start);
    const spellings = ['', '/', '//', '?x', '/x', '/?x'].map((end) => `/metrics${end}`);
    const others = ['//metrics', '/%6detrics', '/metric%73/', '/./metrics', '/x/../metrics/', '/%2e/metrics'];
    for (const path of [
      ...spellings,
      ...others,
      'https://localhost/metrics/',
      'https://localhost/%6detrics',
    ]) {
      expect([path, (await call(path)).status]).toEqual([path, 404]);
    }
  });
});

describe('issue 12, number 7: behind nginx the connections of one address are limited', () => {
  const CROWD = '127.0.0.2';
  /** The shipped file with smaller numbers. */
  const startSmall = () =>
    startBefore((plan) =>
      startNginx(plan, {
        'maqiao_sockets 500;': 'maqiao_sockets 5;',
        'maqiao_calls 100;': 'maqiao_calls 3;',
      }),
    );

  test('sockets: beyond the limit one is refused in words, calls pass, and so does everybody else', async () => {
    const { call, openSocket, held } = await startSmall();
    const opened = await Promise.all(Array.from({ length: 5 }, () => openSocket(CROWD)));
    expect(opened.map(({ status }) => status)).toEqual([101, 101, 101, 101, 101]);
    const { status, body } = await openSocket(CROWD);
    expect([status, body.code]).toEqual([429, 'rate_limited']);
    expect((await call('/', { from: CROWD })).status).toBe(200);
    expect((await openSocket('127.0.0.3')).status).toBe(101);

    opened[0]?.socket?.destroy();
    await until(
      () => Promise.resolve(held() === 5),
      () => 'the socket to be closed',
    );
    await until(
      async () => (await openSocket(CROWD)).status === 101,
      () => 'room for another socket',
    );
  });

  test('calls: beyond the limit one is refused in words, one after the other they all pass', async () => {
    const { call, openSocket, held } = await startSmall();
    const waiting = Array.from({ length: 3 }, () => call('/hold', { from: CROWD }));
    for (const one of waiting) one.catch(() => undefined);
    await until(
      () => Promise.resolve(held() === 3),
      () => 'three calls to wait',
    );
    const { status, body } = await call('/', { from: CROWD });
    expect([status, body.code]).toEqual([429, 'rate_limited']);
    expect((await openSocket(CROWD)).status).toBe(101);
    for (let count = 0; count < 20; count++)
      expect((await call('/', { from: '127.0.0.3' })).status).toBe(200);
  });
});
