import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterTest } from '../../support/after-test.ts';

/** What is behind a proxy in place of an instance: it answers everything, and does what an instance must not. */
export interface StandIn {
  readonly port: number;
  /** Calls that it was asked to keep waiting, and sockets that are open. */
  readonly held: number;
}

/**
 * Starts one, which ends with the test. `/cut` breaks the connection without a byte, `/hold` leaves the call without an
 * answer, and everything else is answered with its name and the `Upgrade` and `Connection` that arrived. Any upgrade is
 * taken.
 */
export async function startStandIn(name: string): Promise<StandIn> {
  const open = new Set<Socket>();
  let held = 0;
  const hold = (socket: Socket) => {
    held++;
    socket.once('close', () => held--);
  };
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    if (request.url === '/cut') return void request.socket.destroy();
    if (request.url === '/hold') return hold(request.socket);
    const { upgrade = null, connection = null } = request.headers;
    response.setHeader('Content-Type', 'application/json').end(JSON.stringify({ name, upgrade, connection }));
  });
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.on('error', () => socket.destroy()).on('close', () => open.delete(socket));
  });
  server.on('upgrade', (_request, socket: Socket) => {
    hold(socket);
    socket.on('end', () => socket.end()).resume();
    socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  afterTest(async () => {
    const closed = once(server, 'close');
    server.close();
    for (const socket of open) socket.destroy();
    await closed;
  });
  return {
    port: (server.address() as AddressInfo).port,
    get held() {
      return held;
    },
  };
}
