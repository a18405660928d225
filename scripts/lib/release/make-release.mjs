// Makes one archive of a release, reproducibly: the same sources give the same bytes.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { create } from 'tar';
import { say } from '../words.mjs';
import { steps } from '../progress.mjs';
import { cacheFolder, root } from '../workspace.mjs';
import { putDependencies } from './dependencies.mjs';
import { NODE_VERSION } from './platforms.mjs';
import { putProgram } from './program.mjs';
import { putRuntime } from './runtime.mjs';

/** The modification time of every file in the archive, so that it is reproducible. */
const MODIFIED = new Date('2000-01-01T00:00:00Z');

/**
 * Makes `maqiao-<version>-<platform>.tar.gz` from what is built, and adds it to SHA256SUMS in the same folder. It
 * contains one folder of that name.
 * @returns {Promise<{ file: string, bytes: number }>}
 */
export async function makeRelease(
  /** @type {string} */ platform,
  /** @type {string} */ folder,
  ownNode = false,
) {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const name = `maqiao-${version}-${platform}`;
  const stage = join(cacheFolder('release'), `stage-${process.pid}`);
  const top = join(stage, name);
  try {
    mkdirSync(top, { recursive: true });
    const file = join(folder, `${name}.tar.gz`);
    await steps([
      { title: say('release_dependencies', { platform }), work: () => putDependencies(platform, top) },
      {
        title: say('release_node', { version: NODE_VERSION, platform }),
        work: () => putRuntime(platform, join(top, 'node'), ownNode),
      },
      { title: say('release_program', { platform }), work: () => putProgram(top, { version, platform }) },
      { title: say('packing', { name }), work: async () => pack(stage, name, file) },
    ]);
    enterSum(folder, `${name}.tar.gz`);
    return { file, bytes: statSync(file).size };
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

function pack(/** @type {string} */ stage, /** @type {string} */ name, /** @type {string} */ file) {
  mkdirSync(dirname(file), { recursive: true });
  // Synchronous: the promise of the asynchronous form does not settle when nothing else keeps the process running.
  create(
    { sync: true, gzip: { level: 9 }, cwd: stage, file: `${file}.part`, portable: true, mtime: MODIFIED },
    filesOf(stage, name),
  );
  renameSync(`${file}.part`, file);
}

/** Every file and link, sorted by name, because folders are read in any order. */
function filesOf(stage, top) {
  return readdirSync(join(stage, top), { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(stage.length + 1))
    .sort();
}

/** Adds a line in the format of `sha256sum --check SHA256SUMS`. */
function enterSum(folder, name) {
  const path = join(folder, 'SHA256SUMS');
  let lines = [];
  try {
    lines = readFileSync(path, 'utf8').split('\n').filter(Boolean);
  } catch {
    // the first one
  }
  const sum = createHash('sha256')
    .update(readFileSync(join(folder, name)))
    .digest('hex');
  const others = lines.filter((line) => !line.endsWith(`  ${name}`));
  writeFileSync(path, `${[...others, `${sum}  ${name}`].sort().join('\n')}\n`);
}
