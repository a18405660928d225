// node_modules of an archive: what the API needs to run, for the platform it is to run on.
import { existsSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { say } from '../words.mjs';
import { CommandError, pinnedEnvironment, root, run, runPnpm } from '../workspace.mjs';
import { targetOf } from './platforms.mjs';

/** For tools, debuggers and other people’s tests. Node runs no TypeScript below a node_modules anyway. */
const NEEDLESS_FILES = /(\.map|\.[cm]?tsx?|\.(spec|test)\.[cm]?js|\.tsbuildinfo|binding\.gyp)$/;
const NEEDLESS_FOLDERS = ['@types', '.bin'];

/**
 * Installs the API's production dependencies at the lockfile's versions: real folders, no links into a store. Native
 * packages bring the binaries of the archive's platform, whatever this machine is, and nothing is compiled.
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
  const modules = join(top, 'node_modules');
  renameSync(join(deployed, 'node_modules'), modules);
  rmSync(deployed, { recursive: true });

  for (const folder of NEEDLESS_FOLDERS) rmSync(join(modules, folder), { recursive: true, force: true });
  for (const entry of readdirSync(modules)) if (entry.startsWith('.')) remove(join(modules, entry));
  const ours = join(modules, '@maqiao');
  for (const name of readdirSync(ours)) await compile(join(ours, name));
  keepBinariesOf(modules, { os, cpu });
  for (const entry of readdirSync(modules, { recursive: true, withFileTypes: true })) {
    if (entry.isFile() && NEEDLESS_FILES.test(entry.name)) remove(join(entry.parentPath, entry.name));
  }
}

const remove = (path) => rmSync(path, { recursive: true, force: true });

/** Our own libraries are TypeScript, and Node strips no types below a node_modules: there they are compiled. */
async function compile(folder) {
  const swc = join(root, 'apps/api/node_modules/@swc/cli/bin/swc.js');
  const config = join(root, 'apps/api/.swcrc');
  const ignored = ['**/*.spec.ts', '**/*.spec.tsx', '**/testing/**'].flatMap((glob) => ['--ignore', glob]);
  const args = [
    swc,
    'src',
    '--out-dir',
    'dist',
    '--strip-leading-paths',
    '--config-file',
    config,
    ...ignored,
  ];
  await run('node', args, { cwd: folder, env: pinnedEnvironment(), quiet: true });
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const compiled = (path) => path.replace(/^\.\/src\/(.*)\.tsx?$/, './dist/$1.js');
  const exported = Object.entries(manifest.exports).map(([name, path]) => [name, compiled(path)]);
  for (const [, path] of exported) {
    if (!existsSync(join(folder, path)))
      throw new CommandError(say('compiled_without', { name: manifest.name, path }));
  }
  const { name, version, license, type, dependencies } = manifest;
  const kept = { name, version, license, type, exports: Object.fromEntries(exported), dependencies };
  for (const entry of readdirSync(folder)) if (entry !== 'dist') remove(join(folder, entry));
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(kept, null, 2)}\n`);
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
