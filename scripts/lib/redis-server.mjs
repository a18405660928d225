// Finds or installs redis-server for the tests, which start and stop their own.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installFromDebian } from './debian.mjs';
import { say } from './words.mjs';
import { CommandError } from './workspace.mjs';

const PLACES = ['/usr/bin', '/usr/local/bin', '/opt/homebrew/bin'];

/** The path of redis-server; on Debian as root it is installed when it is missing. */
export async function ensureRedisServer() {
  const found = find();
  if (found) return found;
  if (existsSync('/etc/debian_version') && process.getuid?.() === 0) {
    await installFromDebian('redis-server', ['redis-server']);
    const installed = find();
    if (installed) return installed;
  }
  throw new CommandError(
    say('tests_need', { program: 'redis-server', package: 'redis-server', variable: 'REDIS_SERVER_PATH' }),
  );
}

function find() {
  const named = process.env.REDIS_SERVER_PATH;
  if (named && !existsSync(named)) {
    throw new CommandError(
      say('program_path_wants', { variable: 'REDIS_SERVER_PATH', program: 'redis-server' }),
    );
  }
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...PLACES];
  return named || folders.map((folder) => join(folder, 'redis-server')).find((place) => existsSync(place));
}
