import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Ports that no system hands out by itself (Linux begins at 32768, others at 49152), and that browsers open: between the
 * moment in which one is found free and that in which a program listens on it, only somebody like us could take it.
 */
const FIRST = 15_000;
const LAST = 32_767;
/** Each of Jest's workers takes its own part of them. */
const PORTS_PER_WORKER = 1_000;
const WORKERS = Math.floor((LAST - FIRST + 1) / PORTS_PER_WORKER);

const first = FIRST + (Number(process.env.JEST_WORKER_ID ?? 0) % WORKERS) * PORTS_PER_WORKER;
// Another run on this machine begins elsewhere.
let next = randomInt(PORTS_PER_WORKER);

/**
 * A port of the loopback address that nobody uses now, for programs that cannot choose one themselves.
 * @throws Error when all are taken
 */
export async function freePort(): Promise<number> {
  for (let tried = 0; tried < PORTS_PER_WORKER; tried += 1) {
    const port = first + (next++ % PORTS_PER_WORKER);
    if (await isFree(port)) return port;
  }
  throw new Error(`No port from ${first} to ${first + PORTS_PER_WORKER - 1} is free.`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
