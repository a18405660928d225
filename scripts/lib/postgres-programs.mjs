// PostgreSQL's own programs for the tests of backups: pg_dump and pg_restore, and a server of the same version, which
// tests start and stop on ports of their own.
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommandError, run } from './workspace.mjs';

const WANTED = ['initdb', 'postgres', 'pg_dump', 'pg_restore'];
const DEBIAN = '/usr/lib/postgresql';

/** The folder with the programs; on Debian as root they are installed when they are missing. */
export async function ensurePostgresPrograms() {
  const found = find();
  if (found) return found;
  if (existsSync('/etc/debian_version') && process.getuid?.() === 0) {
    console.log('Installing PostgreSQL (Debian) …');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
    const install = ['install', '-y', '-qq', '--no-install-recommends'];
    await run('apt-get', ['update', '-qq'], { quiet: true });
    // The programs are wanted, and not a server at every boot.
    mkdirSync('/etc/postgresql-common/createcluster.d', { recursive: true });
    writeFileSync('/etc/postgresql-common/createcluster.d/maqiao.conf', 'create_main_cluster = false\n');
    await run('apt-get', [...install, 'postgresql'], { env, quiet: true });
    const installed = find();
    if (installed) return installed;
  }
  throw new CommandError(
    'The tests need PostgreSQL’s programs (initdb, postgres, pg_dump, pg_restore): install them (Debian and Ubuntu: sudo apt-get install postgresql), or set POSTGRES_PROGRAMS to their folder.',
  );
}

function find() {
  const named = process.env.POSTGRES_PROGRAMS;
  const complete = (folder) => WANTED.every((name) => existsSync(join(folder, name)));
  if (named && !complete(named)) {
    throw new CommandError(`POSTGRES_PROGRAMS must be a folder with ${WANTED.join(', ')}.`);
  }
  const versions = existsSync(DEBIAN)
    ? readdirSync(DEBIAN).map((version) => join(DEBIAN, version, 'bin'))
    : [];
  const folders = [...versions.sort().reverse(), '/opt/homebrew/bin', '/usr/local/bin', '/usr/bin'];
  return named || folders.find(complete);
}
