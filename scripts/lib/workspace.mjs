// The basics of every command: paths, an installed workspace, and the pinned Node.
// This file and the commands that import it run on any Node from 18 up, before anything is installed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runProgram } from './children.mjs';
import { CommandError } from './command-error.mjs';
import { progress, step } from './progress.mjs';
import { say } from './words.mjs';
import { unusableIn } from './workspace-folder.mjs';

export { main } from './children.mjs';
export { CommandError, progress };

const PNPM = 'pnpm@12.21.0';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** The workspace's own Node: many packages need a newer one than is usually installed. */
const pinnedNode = join(root, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');

/**
 * Installs the workspace unless the last installation was made from the same manifests and lockfile.
 * @param {{ tests?: boolean }} [what] `tests`: whether tests will run, too
 * @throws CommandError when the folder's path is not usable
 */
export async function ensureInstalled({ tests = false } = {}) {
  const unusable = unusableIn(root, { tests });
  if (unusable.length > 0)
    throw new CommandError(say('folder_unusable', { folder: root, characters: unusable.join(' ') }));
  const stamp = join(root, 'node_modules/.maqiao-installed');
  const wanted = fingerprint([
    'pnpm-lock.yaml',
    'pnpm-workspace.yaml',
    'package.json',
    ...packageFolders().map((folder) => `${folder}/package.json`),
  ]);
  if (existsSync(pinnedNode) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  await step(say('installing'), (about) =>
    runPnpm(['install', '--frozen-lockfile', '--reporter=append-only'], { about }),
  );
  writeFileSync(stamp, wanted);
}

/**
 * Runs the pnpm version of this workspace, through npx and its cache. npm's configured registry is passed on, because
 * pnpm reads neither `npm_config_registry` nor npm's global file, and because pnpm fetches the pinned Node through npm.
 * @param {readonly string[]} args
 * @param {{ cwd?: string, about?: (detail: string) => void }} [options] `about` is called with the number of installed
 * packages
 */
export function runPnpm(args, { cwd = root, about } = {}) {
  const registry = process.env.pnpm_config_registry || registryOfNpm();
  const env = registry ? { npm_config_registry: registry, pnpm_config_registry: registry } : {};
  return run('npx', ['--yes', '--prefer-offline', PNPM, ...args], {
    cwd,
    quiet: true,
    env: pinnedEnvironment(env),
    onOutput: (text) => {
      // As pnpm's append-only reporter writes it.
      const [, all, added] = [...text.matchAll(/Progress: resolved (\d+).* added (\d+)/g)].at(-1) ?? [];
      if (added !== undefined) about?.(say('packages', { added, all }));
    },
  });
}

/** npm's configured registry, from any of its sources; undefined for the default one, or without npm. */
function registryOfNpm() {
  const ask = (/** @type {string[]} */ args, /** @type {Record<string, string | undefined>} */ env) =>
    spawnSync('npm', ['config', 'get', 'registry', ...args], {
      cwd: root,
      env,
      encoding: 'utf8',
      shell: process.platform === 'win32',
    }).stdout?.trim();
  const own = Object.entries(process.env).filter(([name]) => !/^npm_config_/i.test(name));
  const nothing = join(root, 'node_modules/.none');
  const usual = ask([`--userconfig=${nothing}`, `--globalconfig=${nothing}`], Object.fromEntries(own));
  const chosen = ask([], process.env);
  return chosen && chosen !== usual ? chosen : undefined;
}

/** The folders of all packages, relative to the root. */
export function packageFolders() {
  const inside = (folder) =>
    readdirSync(join(root, folder), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && existsSync(join(root, folder, entry.name, 'package.json')))
      .map((entry) => `${folder}/${entry.name}`);
  return [...inside('apps'), ...inside('libs'), ...inside('examples'), 'bench', 'e2e'];
}

/** A hash over the contents of files and folders (relative to the root) and further texts. */
export function fingerprint(paths, ...texts) {
  const hash = createHash('sha256');
  const add = (path) => {
    const full = join(root, path);
    if (!existsSync(full)) return;
    let entries;
    try {
      entries = readdirSync(full).sort();
    } catch {
      hash.update(`${path}\0`).update(readFileSync(full)).update('\0');
      return;
    }
    for (const entry of entries) if (!IGNORED.has(entry)) add(`${path}/${entry}`);
  };
  for (const path of paths) add(path);
  for (const text of texts) hash.update(`${text}\0`);
  return hash.digest('hex');
}

const IGNORED = new Set(['node_modules', 'dist', '.cache', '.swc', 'coverage']);

/** Runs a script or a package's binary on the pinned Node. */
export function runPinned(script, args = [], options = {}) {
  return run(...pinnedCommand(script, args), options);
}

/**
 * Runs the rest of a command on the pinned Node. When it fails it has printed why, and its exit status becomes ours.
 */
export async function runRest(script, args = []) {
  await runPinned(script, args, { endsWithUs: true }).catch((error) => {
    if (!(error instanceof CommandError) || error.status === null) throw error;
    process.exitCode = error.status;
  });
}

/** The pinned Node and its arguments. @returns {[string, string[]]} */
export function pinnedCommand(script, args = []) {
  return [pinnedNode, [join(root, script), ...args]];
}

/** An environment in which `node` is the pinned Node, also for child processes. */
export function pinnedEnvironment(extra = {}) {
  return { ...process.env, PATH: `${dirname(pinnedNode)}${delimiter}${process.env.PATH ?? ''}`, ...extra };
}

/**
 * Runs a command in the workspace, with the pinned Node first on its path.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Parameters<typeof runProgram>[2]} [options]
 * @throws as runProgram
 */
export function run(command, args, options = {}) {
  return runProgram(command, args, { cwd: root, env: pinnedEnvironment(), ...options });
}

/** A folder below .cache, which git ignores; created if missing. */
export function cacheFolder(name) {
  const folder = join(root, '.cache', name);
  mkdirSync(folder, { recursive: true });
  return folder;
}
