import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { freePort } from './free-port.ts';

const START_TIMEOUT_MS = 20_000;

/** A real Redis on a free port of the loopback address. */
export interface TestRedis {
  readonly url: string;
  readonly port: number;
  /** A connection of the test's own; it is closed with the server. */
  client(): Redis;
  /** Ends the server at once, as a crash does. */
  kill(): Promise<void>;
  /** Starts it again at the same address, with the data it keeps (see `startRedis`), unless it is to have lost it. */
  start(options?: { withoutData?: boolean }): Promise<void>;
  /** Stops it without ending it: connections stay, and nobody answers. */
  freeze(): void;
  thaw(): void;
  /** Ends the server and removes everything it left. */
  stop(): Promise<void>;
}

/** Settings of a server, as they stand in its configuration file. */
type ServerSettings = Readonly<Record<string, string>>;

/**
 * Starts Debian's `redis-server` (or the one that REDIS_SERVER_PATH names) in a temporary folder. It keeps nothing
 * over a restart, unless `appendonly: 'yes'` says so.
 * @throws Error when the program is missing or does not start
 */
export function startRedis(settings: ServerSettings = {}): Promise<TestRedis> {
  return startServer([], { save: '""', appendfsync: 'always', ...settings });
}

/** Starts a sentinel that watches one master, under the name `main`. */
export function startSentinel(master: TestRedis): Promise<TestRedis> {
  return startServer(['--sentinel'], { 'sentinel monitor': `main 127.0.0.1 ${master.port} 1` });
}

async function startServer(mode: readonly string[], settings: ServerSettings): Promise<TestRedis> {
  const home = await mkdtemp(join(tmpdir(), 'maqiao-redis-'));
  const port = await freePort();
  const clients: Redis[] = [];
  let server: ChildProcess | undefined;

  const kill = async (signal: NodeJS.Signals = 'SIGKILL'): Promise<void> => {
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    const exit = once(server, 'exit');
    server.kill('SIGCONT');
    server.kill(signal);
    await exit;
  };
  const start = async ({ withoutData = false } = {}): Promise<void> => {
    const file = join(home, 'server.conf');
    const data = join(home, 'data');
    if (withoutData) await rm(data, { recursive: true, force: true });
    await mkdir(data, { recursive: true });
    const lines = Object.entries({ port: String(port), bind: '127.0.0.1', dir: data, ...settings });
    await writeFile(file, lines.map((line) => line.join(' ')).join('\n'));
    server = await launch([file, ...mode], port);
  };
  const stop = async (): Promise<void> => {
    for (const client of clients) if (client.status !== 'end') client.disconnect();
    await kill();
    await rm(home, { recursive: true, force: true });
  };
  try {
    await start();
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    client() {
      const client = new Redis(port, '127.0.0.1');
      client.on('error', () => undefined);
      clients.push(client);
      return client;
    },
    kill,
    start,
    freeze: () => void server?.kill('SIGSTOP'),
    thaw: () => void server?.kill('SIGCONT'),
    stop,
  };
}

/** Resolves when the server answers. Protected ones and sentinels answer too, if only with an error. */
async function launch(args: string[], port: number): Promise<ChildProcess> {
  const server = spawn(process.env.REDIS_SERVER_PATH ?? 'redis-server', args, {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [server.stdout, server.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-4000)));
  }
  const probe = new Redis({ port, host: '127.0.0.1', enableReadyCheck: false, retryStrategy: () => 20 });
  try {
    await new Promise<void>((resolve, reject) => {
      // One that asks for a password is up as well.
      const answered = (error: Error) => (error.message.startsWith('NOAUTH') ? resolve() : undefined);
      probe.on('error', answered);
      probe.on('ready', () => void probe.call('PING').then(() => resolve(), answered));
      server.once('error', (error: NodeJS.ErrnoException) => reject(startError(error)));
      server.once('exit', (code) => reject(new Error(`redis-server ended (${code}):\n${said}`)));
      const late = () => reject(new Error(`redis-server did not start:\n${said}`));
      setTimeout(late, START_TIMEOUT_MS).unref();
    });
  } catch (error) {
    server.kill('SIGKILL');
    throw error;
  } finally {
    probe.disconnect();
  }
  return server;
}

function startError(error: NodeJS.ErrnoException): Error {
  if (error.code !== 'ENOENT') return error;
  return new Error(
    'The tests need redis-server: install it (Debian and Ubuntu: sudo apt-get install redis-server), or set REDIS_SERVER_PATH to its program.',
  );
}
