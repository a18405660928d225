import { afterEach, expect, test } from '@jest/globals';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:http';
import { Server, type Socket } from 'socket.io';
import { io, type Socket as Client } from 'socket.io-client';
import { forgetHandshake } from './forget-handshake.ts';

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function connected(): Promise<{ socket: Socket; client: Client }> {
  const http = createServer().listen(0, '127.0.0.1');
  await once(http, 'listening');
  const server = new Server(http, { transports: ['websocket'] });
  open.push(() => server.close());
  const { port } = http.address() as AddressInfo;
  const client = io(`http://127.0.0.1:${port}`, { transports: ['websocket'], auth: { verifier: 'secret' } });
  open.push(() => client.disconnect());
  const [socket] = (await once(server, 'connection')) as [Socket];
  await once(client as never, 'connect');
  return { socket, client };
}

test('nothing of the request is kept, and the socket lives on as before', async () => {
  const { socket, client } = await connected();
  const { request } = socket;
  forgetHandshake(socket);
  expect(request.headers).toEqual({});
  expect(request.rawHeaders).toEqual([]);
  expect(socket.request === request ? 'kept' : 'gone').toBe('gone');
  expect(JSON.stringify(socket.handshake)).not.toMatch(/secret|user-agent/i);
  expect(socket.nsp.adapter.sids.has(socket.id)).toBe(false);

  const heard = once(client as never, 'hello');
  const acknowledged = socket.timeout(5000).emitWithAck('hello', 'there');
  const [text, acknowledge] = (await heard) as [string, (answer: string) => void];
  acknowledge('and back');
  expect([text, await acknowledged]).toEqual(['there', 'and back']);

  const gone = once(socket as never, 'disconnect');
  client.disconnect();
  await gone;
});
