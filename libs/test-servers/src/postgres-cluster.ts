import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chown, cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { makeOnce, sharedFolder } from './make-once.ts';
import { copyPrograms, postgresPrograms, type PostgresPrograms } from './postgres-programs.ts';

export const PASSWORD = 'of-a-server-that-lives-for-one-test';

/** An account of this machine. */
export interface Owner {
  uid: number;
  gid: number;
}

/** A data folder that no server has run on yet, and the programs for it. */
export interface Cluster {
  readonly programs: PostgresPrograms;
  readonly data: string;
}

/**
 * Makes a cluster in `home`, which belongs to `owner`: its administrator is `postgres`, with {@link PASSWORD}. `initdb`
 * takes seconds, and the bundled programs 60 MB: where tests share a folder, each is made there once and data is copied.
 * @param ownPrograms a folder with `initdb` and `postgres` of the machine's own, in place of the bundled ones
 * @throws Error when the programs are missing, or fail
 */
export async function makeCluster(
  home: string,
  owner: Owner | undefined,
  ownPrograms: string | undefined,
): Promise<Cluster> {
  const shared = sharedFolder();
  const programs = await programsFor(home, shared, ownPrograms);
  const data = join(home, 'data');
  if (shared === undefined) {
    await initialise(programs, data, owner);
    return { programs, data };
  }
  const whose = createHash('sha256').update(programs.initdb).digest('hex').slice(0, 12);
  const template = await makeOnce(shared, `postgres-data-${whose}`, async (folder) => {
    if (owner) await chown(folder, owner.uid, owner.gid);
    await initialise(programs, join(folder, 'data'), owner);
  });
  // Run as the owner, so that the copies belong to them.
  if (process.platform === 'win32') await cp(join(template, 'data'), data, { recursive: true });
  else await promisify(execFile)('cp', ['-R', join(template, 'data'), data], { ...owner, cwd: home });
  return { programs, data };
}

async function programsFor(
  home: string,
  shared: string | undefined,
  own: string | undefined,
): Promise<PostgresPrograms> {
  if (own !== undefined) return { initdb: join(own, 'initdb'), postgres: join(own, 'postgres') };
  if (shared === undefined) return copyPrograms(join(home, 'programs'));
  return postgresPrograms(
    await makeOnce(shared, 'postgres-programs', async (folder) => void (await copyPrograms(folder))),
  );
}

async function initialise(
  { initdb }: PostgresPrograms,
  data: string,
  owner: Owner | undefined,
): Promise<void> {
  const passwordFile = `${data}.password`;
  await mkdir(data, { mode: 0o700 });
  await writeFile(passwordFile, PASSWORD, { mode: 0o600 });
  if (owner) for (const path of [data, passwordFile]) await chown(path, owner.uid, owner.gid);
  const cluster = ['-D', data, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`];
  const cheap = ['-E', 'UTF8', '--locale=C', '--no-sync', '--no-instructions'];
  await promisify(execFile)(initdb, [...cluster, ...cheap], { ...owner, cwd: data });
}

/** The account of PostgreSQL and PgBouncer when we are root. It must exist, because initdb looks up its name. */
export async function unprivilegedOwner(): Promise<Owner | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = await readFile('/etc/passwd', 'utf8');
  const [, uid, gid] = /^nobody:[^:]*:(\d+):(\d+):/m.exec(accounts) ?? [];
  if (uid === undefined || gid === undefined) {
    throw new Error('PostgreSQL refuses to run as root, and there is no account "nobody" to run it as.');
  }
  return { uid: Number(uid), gid: Number(gid) };
}
