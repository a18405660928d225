// node_modules of an archive: the packages that the bundled server loads, for the platform it is to run on.
import { cpSync, existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { say } from '../words.mjs';
import { CommandError, runPnpm } from '../workspace.mjs';
import { OUTSIDE } from './bundle.mjs';
import { targetOf } from './platforms.mjs';

/** For tools, debuggers and other people’s tests. Node runs no TypeScript below a node_modules anyway. */
const NEEDLESS_FILES = /(\.map|\.[cm]?tsx?|\.(spec|test)\.[cm]?js|\.tsbuildinfo|binding\.gyp)$/;
/** C++ headers, for whoever compiles better-sqlite3. */
const NEEDLESS_PACKAGES = ['node-addon-api'];

/**
 * Installs the API's production dependencies at the lockfile's versions, and keeps those that no bundle can hold, with
 * what they depend on: real folders, no links into a store. Native packages bring the binaries of the archive's
 * platform, whatever this machine is, and nothing is compiled.
 * @throws CommandError when a native package has no binary for the platform
 */
export async function putDependencies(/** @type {string} */ platform, /** @type {string} */ top) {
  const target = targetOf(platform);
  if (!target) throw new CommandError(say('no_such_platform', { platform }));
  const { os, cpu, libc } = target;
  const deployed = join(top, 'deployed');
  const how = ['--config.node-linker=hoisted', '--config.inject-workspace-packages=true'];
  // The versions are the lockfile's, and were judged when they came into it.
  const judged = ['--config.minimum-release-age=0'];
  const what = ['--os', os, '--cpu', cpu, '--libc', libc, '--prod', '--ignore-scripts', '--prefer-offline'];
  await runPnpm([...how, ...judged, '--filter', '@maqiao/api', 'deploy', ...what, deployed]);
  for (const folder of withDependencies(deployed, OUTSIDE)) {
    cpSync(folder, join(top, relative(deployed, folder)), {
      recursive: true,
      filter: (path) => path !== join(folder, 'node_modules'),
    });
  }
  remove(deployed);
  const modules = join(top, 'node_modules');
  keepBinariesOf(modules, { os, cpu });
  for (const entry of readdirSync(modules, { recursive: true, withFileTypes: true })) {
    if (entry.isFile() && NEEDLESS_FILES.test(entry.name)) remove(join(entry.parentPath, entry.name));
  }
}

const remove = (path) => rmSync(path, { recursive: true, force: true });

/** The folders of packages and of all that they load, as far as it is there: optional ones are for other platforms. */
function withDependencies(top, names) {
  const folders = new Set();
  const keep = (/** @type {string} */ name, /** @type {string} */ from) => {
    const folder = installed(name, from, top);
    if (folder === undefined || folders.has(folder) || NEEDLESS_PACKAGES.includes(name)) return;
    folders.add(folder);
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const wanted = { ...manifest.dependencies, ...manifest.optionalDependencies };
    for (const one of Object.keys(wanted)) keep(one, folder);
  };
  for (const name of names) {
    if (installed(name, top, top) === undefined) throw new CommandError(say('not_installed', { name }));
    keep(name, top);
  }
  return folders;
}

/** Where Node finds a package from a folder. */
function installed(name, from, top) {
  const folder = join(from, 'node_modules', name);
  if (existsSync(join(folder, 'package.json'))) return folder;
  return from === top ? undefined : installed(name, dirname(from), top);
}

/**
 * Some packages hold the binaries of every platform (`prebuilds/<os>-<cpu>…`, as prebuildify names them), and the
 * sources that they were made from. One platform's are enough.
 */
function keepBinariesOf(modules, { os, cpu }) {
  const folders = readdirSync(modules, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && entry.name === 'prebuilds',
  );
  for (const { parentPath } of folders) {
    const prebuilds = join(parentPath, 'prebuilds');
    const isOurs = (name) => new RegExp(`^${os}-${cpu}([./_-]|$)`).test(name);
    const names = readdirSync(prebuilds);
    if (!names.some(isOurs))
      throw new CommandError(say('no_binary', { folder: parentPath, platform: `${os}-${cpu}` }));
    for (const name of names) if (!isOurs(name)) remove(join(prebuilds, name));
    if (existsSync(join(parentPath, 'binding.gyp')))
      for (const name of ['deps', 'src']) remove(join(parentPath, name));
  }
}
