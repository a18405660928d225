import type { Socket } from 'node:net';
import { Transform } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { join, listen, reach } from './tcp-relay.ts';

// The line itself, in a process of its own: the tests draw pictures and play people in theirs, and what passes here would
// wait for them.

/** What its owner says to it. */
export type LineCommand = { delayMs: number } | { stallMs: number };

const to = Number(process.argv[2]);
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
