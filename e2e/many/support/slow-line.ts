import type { Socket } from 'node:net';
import { Transform } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { join, listen, reach } from './tcp-relay.ts';

/** A line to a server whose speed is set while it is in use. */
export interface SlowLine {
  readonly port: number;
  /** How much longer it takes until an answer is back; 0: as fast as the machine is. */
  delayBy(milliseconds: number): void;
  /** Nothing passes for so long, on old connections and new ones; none is broken. Resolves when it is over. */
  stallFor(milliseconds: number): Promise<void>;
  close(): Promise<void>;
}

/** Opens a line to a port of the loopback address. */
export async function openSlowLine(to: number): Promise<SlowLine> {
  const ends = new Set<Socket>();
  let delayMs = 0;
  let standing = Promise.resolve();

  /** A stretch of line: what goes in comes out later, in the same order, however much is on its way. */
  const stretch = (): Transform => {
    let last = Promise.resolve();
    return new Transform({
      transform(chunk: Buffer, _encoding, taken) {
        const held = Promise.all([last, standing, delayMs === 0 ? undefined : sleep(delayMs / 2)]);
        last = held.then(() => void (this.destroyed || this.push(chunk)));
        taken();
      },
      flush: (done) => void last.then(() => done()),
    });
  };
  const accept = async (client: Socket): Promise<void> => {
    ends.add(client);
    client.on('close', () => ends.delete(client)).on('error', () => client.destroy());
    const server = await reach(to);
    if (!server) return void client.resetAndDestroy();
    join(client, server, stretch);
  };
  const { server, port } = await listen((client) => void accept(client));
  return {
    port,
    delayBy: (milliseconds) => (delayMs = milliseconds),
    stallFor: (milliseconds) => (standing = sleep(milliseconds)),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const end of ends) end.destroy();
      }),
  };
}
