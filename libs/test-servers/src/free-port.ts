import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Ports that no system assigns by itself (Linux begins at 32768, others at 49152), and that browsers allow. So nobody
 * but other tests takes a port between the check that it is free and the start of the program that listens on it.
 */
const FIRST = 15_000;
const LAST = 32_767;
/** Each of Jest's workers takes its own part of them. */
const PORTS_PER_WORKER = 1_000;
const WORKERS = Math.floor((LAST - FIRST + 1) / PORTS_PER_WORKER);

const first = FIRST + (Number(process.env.JEST_WORKER_ID ?? 0) % WORKERS) * PORTS_PER_WORKER;
// A random start, so that other test runs on this machine use other ports.
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
