import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { freePort } from './free-port.ts';
import { unprivilegedOwner } from './postgres-cluster.ts';
import { until } from './until.ts';

/** A real PgBouncer on a free port of the loopback address. */
export interface TestPgbouncer {
  /** The database behind it, as clients name it. */
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Starts Debian's PgBouncer (or the one that PGBOUNCER_PATH names) in front of the database of that URL, in transaction
 * mode and otherwise with its defaults. It runs as `nobody` when we are root, because it refuses to run as root.
 * @param settings further lines of the section `[pgbouncer]`
 * @throws Error when the program is missing or does not start, with its output
 */
export async function startPgbouncer(url: string, settings: readonly string[] = []): Promise<TestPgbouncer> {
  const { hostname, port: serverPort, pathname, username, password } = new URL(url);
  const name = pathname.slice(1);
  const home = await mkdtemp(join(tmpdir(), 'maqiao-pgbouncer-'));
  const port = await freePort();
  const owner = await unprivilegedOwner();
  const [file, users] = [join(home, 'pgbouncer.ini'), join(home, 'users.txt')];
  const lines = [
    '[databases]',
    `${name} = host=${hostname} port=${serverPort} dbname=${name}`,
    '[pgbouncer]',
    'listen_addr = 127.0.0.1',
    `listen_port = ${port}`,
    'unix_socket_dir =',
    'auth_type = scram-sha-256',
    `auth_file = ${users}`,
    'pool_mode = transaction',
    ...settings,
  ];
  await writeFile(file, `${lines.join('\n')}\n`);
  await writeFile(users, `"${username}" "${decodeURIComponent(password)}"\n`, { mode: 0o600 });
  if (owner) for (const path of [home, file, users]) await chown(path, owner.uid, owner.gid);
  const program = spawn(await programFor(home), [file], {
    ...owner,
    cwd: home,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = async (): Promise<void> => {
    await end(program);
    await rm(home, { recursive: true, force: true });
  };
  const through = `postgres://${username}:${password}@127.0.0.1:${port}/${name}`;
  try {
    await listening(program, through);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: through, stop };
}

/** Copied to where any account may run it: the repository may be in root's own folder. */
async function programFor(home: string): Promise<string> {
  const named = process.env.PGBOUNCER_PATH;
  if (named === undefined) return 'pgbouncer';
  const copy = join(home, 'pgbouncer');
  await copyFile(named, copy);
  await chmod(copy, 0o755);
  return copy;
}

async function listening(program: ChildProcess, url: string): Promise<void> {
  let said = '';
  let failure: Error | undefined;
  for (const stream of [program.stdout, program.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-4000)));
  }
  program.once('error', (error) => {
    failure = new Error(
      `The tests need pgbouncer: install it, or set PGBOUNCER_PATH to its program (${error.message}).`,
    );
  });
  program.once('exit', (code) => (failure ??= new Error(`pgbouncer ended (${code}):\n${said}`)));
  await until(
    async () => {
      if (failure) throw failure;
      const client = new Client({ connectionString: url });
      client.on('error', () => undefined);
      try {
        await client.connect();
        return true;
      } catch {
        return false;
      } finally {
        await client.end().catch(() => undefined);
      }
    },
    () => `pgbouncer to answer; it said:\n${said}`,
  );
}

/** SIGTERM ends it at once, with the connections it holds. */
async function end(program: ChildProcess): Promise<void> {
  if (program.pid === undefined || program.exitCode !== null || program.signalCode !== null) return;
  const exit = once(program, 'exit');
  program.kill('SIGTERM');
  await exit;
}
