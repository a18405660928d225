// What every command needs first: where things are, an installed workspace, and the pinned Node.
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

/** The workspace's own runtime; half of today's packages want a newer Node than people have. */
const pinnedNode = join(root, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');

/**
 * Installs the workspace unless the last installation was made from the same manifests and lockfile.
 * @param {{ tests?: boolean }} [what] `tests`: its tests are to be run, too
 * @throws CommandError in a folder that it cannot be built in, or tested
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
 * Runs the pnpm that this workspace is made for. npx keeps it, and asks the registry only for one it has not yet. The
 * registry that npm is set to counts in every layer: npx reads it by itself; pnpm does not read `npm_config_registry`
 * nor npm's global file; and the pinned Node is fetched by an npm below pnpm.
 * @param {readonly string[]} args
 * @param {{ cwd?: string, about?: (detail: string) => void }} [options] `about` is told how many packages are there
 */
export function runPnpm(args, { cwd = root, about } = {}) {
  const registry = process.env.pnpm_config_registry || registryOfNpm();
  const env = registry ? { npm_config_registry: registry, pnpm_config_registry: registry } : {};
  return run('npx', ['--yes', '--prefer-offline', PNPM, ...args], {
    cwd,
    quiet: true,
    env: pinnedEnvironment(env),
    heard: (text) => {
      // As pnpm's append-only reporter writes it.
      const [, all, added] = [...text.matchAll(/Progress: resolved (\d+).* added (\d+)/g)].at(-1) ?? [];
      if (added !== undefined) about?.(say('packages', { added, all }));
    },
  });
}

/** What npm is set to, wherever that was done; undefined when it is npm's own, or when there is no npm. */
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

/** Runs the rest of a command on the pinned Node. When that fails it has said why, and its status is ours. */
export async function runRest(script, args = []) {
  await runPinned(script, args, { leash: true }).catch((error) => {
    if (!(error instanceof CommandError) || error.status === null) throw error;
    process.exitCode = error.status;
  });
}

/** The pinned Node and what to hand it. @returns {[string, string[]]} */
export function pinnedCommand(script, args = []) {
  return [pinnedNode, [join(root, script), ...args]];
}

/** The environment in which the pinned Node also runs what its children call `node`. */
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

/** A folder for what builds remember; ignored by git. */
export function cacheFolder(name) {
  const folder = join(root, '.cache', name);
  mkdirSync(folder, { recursive: true });
  return folder;
}
