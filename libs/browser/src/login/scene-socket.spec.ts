import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { ErrorCode, SceneServerEvents, SceneSnapshot } from '@maqiao/shared';
import { Server, type Socket } from 'socket.io';
import { systemTimers } from '../clock.ts';
import { openSceneSocket, type SceneSocket } from './scene-socket.ts';
import { openSocket } from '../socket-io.ts';

// Against a real socket.io server, set up as the protocol says: what the library's own fakes assume is true.

type ServerSocket = Socket<Record<string, never>, SceneServerEvents>;

const SCENE = 'a'.repeat(32);
const SNAPSHOT: SceneSnapshot = {
  scene: SCENE,
  status: 'pending',
  now: '2026-11-20T12:00:00.000Z',
  expiresAt: '2026-11-20T12:03:00.000Z',
};

let http: HttpServer;
let server: Server;
let socket: SceneSocket | undefined;
let admit: (auth: Record<string, unknown>) => ErrorCode | null;
let connections: ServerSocket[];
let heard: string[];
let waiters: (() => void)[];

/** Resolves when the client has reported so many things. */
async function hearing(count: number): Promise<string[]> {
  while (heard.length < count) await new Promise<void>((resolve) => waiters.push(resolve));
  return heard;
}
async function connection(count: number): Promise<ServerSocket> {
  while (connections.length < count) await new Promise<void>((resolve) => waiters.push(resolve));
  return connections[count - 1] as ServerSocket;
}
const wake = (): void => waiters.splice(0).forEach((resolve) => resolve());
const hear = (what: string): void => {
  heard.push(what);
  wake();
};

beforeEach(async () => {
  connections = [];
  heard = [];
  waiters = [];
  admit = () => null;
  http = createServer();
  server = new Server(http, { transports: ['websocket'], maxHttpBufferSize: 4096 });
  server
    .of('/scenes')
    .use((incoming, next) => {
      const code = admit(incoming.handshake.auth);
      next(code ? Object.assign(new Error(code), { data: { code } }) : undefined);
    })
    .on('connection', (incoming) => {
      connections.push(incoming);
      wake();
    });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => {
  socket?.stop();
  await server.close();
});

function open(): void {
  socket = openSceneSocket({
    io: openSocket,
    baseUrl: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    scene: SCENE,
    verifier: 'the-secret',
    timers: { ...systemTimers, setTimeout: (run) => systemTimers.setTimeout(run, 0) },
    listener: {
      up: () => hear('up'),
      down: () => hear('down'),
      snapshot: (snapshot) => hear(snapshot.status),
      login: (result) => hear(result.accessToken),
      closed: (code) => hear(code),
    },
  });
}

describe('on the wire', () => {
  test('the secret travels in the handshake’s auth and never in the address', async () => {
    open();
    const incoming = await connection(1);
    expect(incoming.handshake.auth).toEqual({ scene: SCENE, verifier: 'the-secret' });
    expect(incoming.handshake.url).not.toContain('the-secret');
    expect(incoming.conn.transport.name).toBe('websocket');
  });

  test('snapshots are heard, and a login is acknowledged even when the socket is closed right after', async () => {
    open();
    const incoming = await connection(1);
    incoming.emit('scene', SNAPSHOT);
    const acknowledged = new Promise<void>((resolve) =>
      incoming.emit(
        'login',
        { accessToken: 't', tokenType: 'Bearer', expiresIn: 600, user: { nickname: null, avatarUrl: null } },
        resolve,
      ),
    );
    expect(await hearing(3)).toEqual(['up', 'pending', 't']);
    socket?.stop();
    await acknowledged;
  });

  test('a refused handshake says its code and is not repeated', async () => {
    let asked = 0;
    admit = () => {
      asked += 1;
      return 'scene_not_found';
    };
    open();
    expect(await hearing(1)).toEqual(['scene_not_found']);
    expect(asked).toBe(1);
  });

  test('a refusal that passes is repeated until it is over', async () => {
    const answers: (ErrorCode | null)[] = ['unavailable', 'rate_limited', null];
    admit = () => answers.shift() ?? null;
    open();
    expect(await hearing(3)).toEqual(['down', 'down', 'up']);
  });

  test('the server’s own disconnect is followed by a new connection, unless it said `replaced`', async () => {
    open();
    (await connection(1)).disconnect(true);
    const second = await connection(2);
    expect(await hearing(3)).toEqual(['up', 'down', 'up']);
    second.emit('closed', { code: 'replaced' });
    second.disconnect(true);
    expect(await hearing(4)).toEqual(['up', 'down', 'up', 'replaced']);
    expect(connections).toHaveLength(2);
  });
});
