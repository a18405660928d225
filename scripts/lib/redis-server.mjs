// A real Redis for the tests, which start and stop their own.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { CommandError, run } from './workspace.mjs';

const PLACES = ['/usr/bin', '/usr/local/bin', '/opt/homebrew/bin'];

/** The path of redis-server; on Debian as root it is installed when it is missing. */
export async function ensureRedisServer() {
  const found = find();
  if (found) return found;
  if (existsSync('/etc/debian_version') && process.getuid?.() === 0) {
    console.log('Installing redis-server (Debian) …');
    // The program is wanted, not a service on the standard port: asks the package not to start one.
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
    await run('apt-get', ['update', '-qq'], { quiet: true });
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'redis-server'], {
      env,
      quiet: true,
    });
    const installed = find();
    if (installed) return installed;
  }
  throw new CommandError(
    'The tests need redis-server: install it (Debian and Ubuntu: sudo apt-get install redis-server), or set REDIS_SERVER_PATH to its program.',
  );
}

function find() {
  const named = process.env.REDIS_SERVER_PATH;
  if (named && !existsSync(named)) {
    throw new CommandError('REDIS_SERVER_PATH must be the path of a redis-server program.');
  }
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...PLACES];
  return named || folders.map((folder) => join(folder, 'redis-server')).find((place) => existsSync(place));
}
