import type { Socket } from 'node:net';
import { Transform } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { join, listen, reach } from './tcp-relay.ts';

// The slow line runs in a process of its own, because the busy process of the tests would delay it.

/** A message of its parent. */
export type LineCommand = { delayMs: number } | { stallMs: number };

const to = Number(process.argv[2]);
const ends = new Set<Socket>();
let delayMs = 0;
let standing = Promise.resolve();

/** One direction of the line: bytes leave it later, in the same order. */
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

async function accept(client: Socket): Promise<void> {
  ends.add(client);
  client.on('close', () => ends.delete(client)).on('error', () => client.destroy());
  const server = await reach(to);
  if (!server) return void client.resetAndDestroy();
  join(client, server, stretch);
}

const { port } = await listen((client) => void accept(client));
process.on('message', (command: LineCommand) => {
  if ('delayMs' in command) delayMs = command.delayMs;
  else standing = sleep(command.stallMs);
});
process.once('disconnect', () => process.exit());
process.send?.({ port });
