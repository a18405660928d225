// Finds PostgreSQL's programs for the tests: pg_dump, pg_restore and psql, and a server of the same version, which
// tests start and stop on ports of their own.
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { installFromDebian } from './debian.mjs';
import { say } from './words.mjs';
import { CommandError } from './workspace.mjs';

const WANTED = ['initdb', 'postgres', 'pg_dump', 'pg_restore', 'psql'];
const DEBIAN = '/usr/lib/postgresql';

/** The folder with the programs; on Debian as root they are installed when they are missing. */
export async function ensurePostgresPrograms() {
  const found = find();
  if (found) return found;
  if (existsSync('/etc/debian_version') && process.getuid?.() === 0) {
    await installFromDebian('PostgreSQL', ['postgresql'], () => {
      // The package must not create a server that starts at every boot.
      mkdirSync('/etc/postgresql-common/createcluster.d', { recursive: true });
      writeFileSync('/etc/postgresql-common/createcluster.d/maqiao.conf', 'create_main_cluster = false\n');
    });
    const installed = find();
    if (installed) return installed;
  }
  throw new CommandError(
    say('tests_need', { program: WANTED.join(', '), package: 'postgresql', variable: 'POSTGRES_PROGRAMS' }),
  );
}

function find() {
  const named = process.env.POSTGRES_PROGRAMS;
  const complete = (folder) => WANTED.every((name) => existsSync(join(folder, name)));
  if (named && !complete(named)) {
    throw new CommandError(
      say('programs_folder_wants', { variable: 'POSTGRES_PROGRAMS', programs: WANTED.join(', ') }),
    );
  }
  const versions = existsSync(DEBIAN)
    ? readdirSync(DEBIAN).map((version) => join(DEBIAN, version, 'bin'))
    : [];
  const folders = [...versions.sort().reverse(), '/opt/homebrew/bin', '/usr/local/bin', '/usr/bin'];
  return named || folders.find(complete);
}
