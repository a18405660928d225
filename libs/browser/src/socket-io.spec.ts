import { createHash } from 'node:crypto';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Server } from 'socket.io';
import type { ClientSocket } from './socket-factory.ts';
import { openSocket } from './socket-io.ts';

interface Events {
  news: (text: string, ...more: unknown[]) => void;
}

let http: HttpServer;
let server: Server | undefined;
let wires: Duplex[];
let client: ClientSocket<Events> | undefined;
let log: string[];
let waiting: (() => void)[];

const happen = (what: string): void => {
  log.push(what);
  for (const resolve of waiting.splice(0)) resolve();
};
async function logged(count: number): Promise<string[]> {
  while (log.length < count) await new Promise<void>((resolve) => waiting.push(resolve));
  return log.slice(0, count);
}

function serve(): Server {
  server = new Server(http, { transports: ['websocket'] });
  server.of('/namespace').on('connection', (socket) => {
    happen('connection');
    socket.emit('news', '你好 "quoted", [1]', { a: [1, null] });
  });
  return server;
}

/** @param reconnectionDelay milliseconds before a lost connection is made again */
async function open(reconnectionDelay = 1): Promise<void> {
  if (!http.listening) await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  client = openSocket<Events>(`http://127.0.0.1:${port}/namespace`, {
    transports: ['websocket'],
    forceNew: true,
    reconnectionDelay,
    reconnectionDelayMax: reconnectionDelay,
    timeout: 5000,
    auth: (send) => send({ name: 'value, with {braces}' }),
  });
  client.on('connect', () => happen('connect'));
  client.on('disconnect', (reason) => happen(reason));
  client.on('connect_error', () => happen('connect_error'));
}

/** Does something an hour later, by the clock; timers have not moved. */
function anHourLater(act: () => void): void {
  const now = Date.now;
  try {
    Date.now = () => now() + 3_600_000;
    act();
  } finally {
    Date.now = now;
  }
}

beforeEach(() => {
  log = [];
  wires = [];
  waiting = [];
  http = createServer();
});
afterEach(async () => {
  client?.disconnect();
  client = undefined;
  for (const wire of wires) wire.destroy();
  await server?.close();
  server = undefined;
  http.close();
});

test('a namespace is opened with its `auth`, over a websocket', async () => {
  const server = serve();
  await open();
  const news = await new Promise<unknown[]>((resolve) => client?.on('news', (...all) => resolve(all)));
  expect(news).toEqual(['你好 "quoted", [1]', { a: [1, null] }]);
  expect(client?.connected).toBe(true);
  const [socket] = await server.of('/namespace').fetchSockets();
  expect(socket?.handshake.auth).toEqual({ name: 'value, with {braces}' });
  expect(socket?.handshake.url).toContain('transport=websocket');
});

test('two sockets have a connection each', async () => {
  const server = serve();
  await open();
  const first = client;
  await open();
  await logged(4);
  expect(server.engine.clientsCount).toBe(2);
  first?.disconnect();
});

test('a refusal carries its reason, and is not repeated', async () => {
  const server = serve();
  server
    .of('/namespace')
    .use((_socket, next) => next(Object.assign(new Error('no'), { data: { code: 'x' } })));
  await open();
  const error = await new Promise<Error & { data?: unknown }>((resolve) =>
    client?.on('connect_error', resolve),
  );
  expect([error.message, error.data]).toEqual(['no', { code: 'x' }]);
  expect(client?.active).toBe(false);
  client?.revive?.();
  expect(client?.active).toBe(false);
});

describe('a connection that is lost', () => {
  test('is made again by itself', async () => {
    const server = serve();
    await open();
    await logged(2);
    server.of('/namespace').sockets.forEach((socket) => socket.conn.close());
    const all = await logged(5);
    expect(all.slice(2)).toContain('transport close');
    expect(all.filter((what) => what === 'connect')).toHaveLength(2);
  });

  test('is noticed when no ping arrives', async () => {
    // A server that promises a ping within 40 ms, and then says nothing more.
    http.on('upgrade', (request, wire) => {
      const key = `${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
      const accept = createHash('sha1').update(key).digest('base64');
      wire.write(
        `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
      );
      for (const text of [
        '0{"sid":"y","upgrades":[],"pingInterval":20,"pingTimeout":20,"maxPayload":1000}',
        '40/namespace,{"sid":"x"}',
      ]) {
        wire.write(Buffer.concat([Buffer.from([0x81, text.length]), Buffer.from(text)]));
      }
      wires.push(wire);
    });
    await open();
    expect(await logged(2)).toEqual(['connect', 'ping timeout']);
  });

  test('is made again at once on request, instead of at the end of its pause', async () => {
    const server = serve();
    await open(3_600_000);
    await logged(2);
    server.of('/namespace').sockets.forEach((socket) => socket.conn.close());
    expect((await logged(3))[2]).toBe('transport close');
    client?.revive?.();
    expect((await logged(5)).slice(3).sort()).toEqual(['connect', 'connection']);
  });

  test('is found broken after a sleep, by the clock, and made again at once', async () => {
    serve();
    await open();
    await logged(2);
    anHourLater(() => client?.revive?.());
    expect(log[2]).toBe('io client disconnect');
    expect((await logged(5)).slice(3).sort()).toEqual(['connect', 'connection']);
  });
});

describe('a connection that is not lost', () => {
  test('is left alone', async () => {
    serve();
    await open();
    await logged(2);
    client?.revive?.();
    expect(log).toHaveLength(2);
    expect(client?.connected).toBe(true);
  });

  test('nor is one that is being made', async () => {
    const server = serve();
    await open();
    client?.revive?.();
    client?.revive?.();
    await logged(2);
    expect(server.engine.clientsCount).toBe(1);
  });
});

test('what is not the protocol ends the connection, and no error escapes', async () => {
  const server = serve();
  server.engine.on('connection', (transport: { write: (data: string) => void }) => {
    transport.write('2/namespace,{');
  });
  await open();
  expect(await logged(1)).toEqual(['parse error']);
});

test('nothing is tried again once it was disconnected', async () => {
  const server = serve();
  await open();
  await logged(2);
  client?.disconnect();
  expect([client?.connected, client?.active]).toEqual([false, false]);
  await server.close();
  client?.revive?.();
  expect(log).toHaveLength(3);
});
