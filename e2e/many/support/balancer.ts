import type { Socket } from 'node:net';
import { join, listen, reach } from './tcp-relay.ts';

/** Something that the balancer may send a connection to. */
export interface Target {
  /** 0 while it listens nowhere. */
  readonly port: number;
}

/** The one address in front of all instances. */
export interface Balancer {
  readonly url: string;
  /** No new connection goes there; those that are open stay. */
  drop(target: Target): void;
  /** It is served again. */
  restore(target: Target): void;
  close(): Promise<void>;
}

/**
 * A balancer of TCP connections, the plainest there is: each one goes to the next instance, whoever it comes from. One
 * that refuses a connection is passed over; one that breaks it breaks it for the client.
 */
export async function startBalancer(targets: () => readonly Target[]): Promise<Balancer> {
  const dropped = new Set<Target>();
  const clients = new Set<Socket>();
  let turn = 0;

  const accept = async (client: Socket): Promise<void> => {
    clients.add(client);
    client.on('close', () => clients.delete(client)).on('error', () => client.destroy());
    const serving = targets().filter((target) => !dropped.has(target));
    const first = turn++;
    for (let offset = 0; offset < serving.length; offset += 1) {
      const { port } = serving[(first + offset) % serving.length] as Target;
      const server = port === 0 ? undefined : await reach(port);
      if (server && client.destroyed) return void server.destroy();
      if (server) return join(client, server);
    }
    client.resetAndDestroy();
  };
  const { server, port } = await listen((client) => void accept(client));
  return {
    url: `http://127.0.0.1:${port}`,
    drop: (target) => void dropped.add(target),
    restore: (target) => void dropped.delete(target),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const client of clients) client.destroy();
      }),
  };
}
