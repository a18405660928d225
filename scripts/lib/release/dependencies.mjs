// Installs the node_modules of an archive: the packages that the bundled server loads, for its platform.
import { cpSync, existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { say } from '../words.mjs';
import { CommandError, runPnpm } from '../workspace.mjs';
import { OUTSIDE } from './bundle.mjs';
import { targetOf } from './platforms.mjs';

/** For tools, debuggers and tests of packages. Node does not run TypeScript below node_modules. */
const NEEDLESS_FILES = /(\.map|\.[cm]?tsx?|\.(spec|test)\.[cm]?js|\.tsbuildinfo|binding\.gyp)$/;
/** C++ headers, only needed to compile better-sqlite3. */
const NEEDLESS_PACKAGES = ['node-addon-api'];

/**
 * Installs the API's production dependencies at the lockfile's versions, and keeps those that cannot be bundled, with
 * their dependencies, as real folders without links. Native packages get the binaries of the archive's platform,
 * whatever machine this is; nothing is compiled.
 * @throws CommandError when a native package has no binary for the platform
 */
export async function putDependencies(/** @type {string} */ platform, /** @type {string} */ top) {
  const target = targetOf(platform);
  if (!target) throw new CommandError(say('no_such_platform', { platform }));
  const { os, cpu, libc } = target;
  const deployed = join(top, 'deployed');
  const how = ['--config.node-linker=hoisted', '--config.inject-workspace-packages=true'];
  // The age of the versions was checked when they were added to the lockfile.
  const withoutAgeLimit = ['--config.minimum-release-age=0'];
  const what = ['--os', os, '--cpu', cpu, '--libc', libc, '--prod', '--ignore-scripts', '--prefer-offline'];
  await runPnpm([...how, ...withoutAgeLimit, '--filter', '@maqiao/api', 'deploy', ...what, deployed]);
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

/**
 * The folders of packages and all of their dependencies that are installed; optional ones may be for other platforms.
 */
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

/** The folder in which Node finds a package, starting from a folder. */
function installed(name, from, top) {
  const folder = join(from, 'node_modules', name);
  if (existsSync(join(folder, 'package.json'))) return folder;
  return from === top ? undefined : installed(name, dirname(from), top);
}

/**
 * Removes the binaries of other platforms (`prebuilds/<os>-<cpu>…`, as prebuildify names them), and the sources that
 * they were compiled from.
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
