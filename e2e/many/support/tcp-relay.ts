import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { Transform } from 'node:stream';

/** Listens on a free port of the loopback address. */
export async function listen(accept: (client: Socket) => void): Promise<{ server: Server; port: number }> {
  const server = createServer({ noDelay: true }, accept);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, port: (server.address() as AddressInfo).port };
}

/** Connects to a port of the loopback address; undefined when nobody listens there. */
export function reach(port: number): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    socket.once('connect', () => {
      socket.removeAllListeners('error');
      resolve(socket);
    });
    socket.once('error', () => resolve(undefined));
  });
}

/**
 * Passes bytes both ways until either side ends, and then ends the other: as abruptly as it was ended itself.
 * @param stretch makes what they are passed through in each direction
 */
export function join(client: Socket, server: Socket, stretch?: () => Transform): void {
  for (const [from, to] of [
    [client, server],
    [server, client],
  ] as const) {
    from.on('error', () => to.resetAndDestroy());
    from.on('close', () => to.destroy());
    if (stretch) from.pipe(stretch()).pipe(to);
    else from.pipe(to);
  }
}
