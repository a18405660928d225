// Finds or unpacks the proxies of the tests: nginx and Caddy in front of Maqiao, PgBouncer in front of PostgreSQL.
// Tests start them on ports of their own, never as services.
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { step } from './progress.mjs';
import { say } from './words.mjs';
import { cacheFolder, CommandError, run } from './workspace.mjs';

/** The argument that prints the version, to test whether the program runs. */
const VERSION = { nginx: '-v', caddy: 'version', pgbouncer: '--version' };

/**
 * The path of nginx, Caddy or PgBouncer. On Debian and Ubuntu a missing one is unpacked into .cache, because installing
 * its package would start a server on port 80 or 6432 of this machine, now and at every boot.
 * @param {keyof typeof VERSION} name
 */
export async function ensureProxy(name) {
  const found = find(name);
  if (found) return found;
  if (existsSync('/etc/debian_version')) {
    await step(say('unpacking_program', { program: name }), () => unpack(name).catch(() => undefined));
    const unpacked = find(name);
    if (unpacked) return unpacked;
  }
  throw new CommandError(say('tests_need', { program: name, package: name, variable: variableOf(name) }));
}

/** The environment variable with the path of the program. */
const variableOf = (name) => `${name.toUpperCase()}_PATH`;

function find(name) {
  const named = process.env[variableOf(name)];
  if (named && !existsSync(named)) {
    throw new CommandError(say('program_path_wants', { variable: variableOf(name), program: name }));
  }
  const unpacked = folderOf(name);
  const folders = [
    ...(process.env.PATH ?? '').split(delimiter),
    ...['/usr/sbin', '/usr/bin', '/usr/local/bin', '/opt/homebrew/bin'],
    ...[join(unpacked, 'usr/sbin'), join(unpacked, 'usr/bin')],
  ];
  return named || folders.map((folder) => join(folder, name)).find((place) => existsSync(place));
}

const folderOf = (name) => join(cacheFolder('programs'), name);

/** Unpacks without the package's scripts, so that nothing on the machine changes; missing libraries are installed. */
async function unpack(name) {
  const root = process.getuid?.() === 0;
  if (root) await run('apt-get', ['update', '-qq'], { quiet: true });
  const packages = cacheFolder(join('programs', 'packages'));
  await run('apt-get', ['download', '-qq', name], { quiet: true, cwd: packages });
  const file = readdirSync(packages).find((entry) => entry.startsWith(`${name}_`));
  const folder = folderOf(name);
  await run('dpkg-deb', ['-x', join(packages, file), folder], { quiet: true });
  const works = () => run(find(name), [VERSION[name]], { quiet: true });
  try {
    await works().catch(async (error) => {
      if (!root) throw error;
      // The names of the libraries differ between distributions: read them from the package.
      const { stdout } = await promisify(execFile)('apt-cache', ['depends', '--important', name]);
      const libraries = [...stdout.matchAll(/Depends: ((?:lib|zlib)\S+)/g)].map(([, library]) => library);
      await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...libraries], {
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
        quiet: true,
      });
      await works();
    });
  } catch (error) {
    rmSync(folder, { recursive: true, force: true }); // so that the broken program is not found next time
    throw error;
  }
}
