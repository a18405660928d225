// One archive: the files of a release in a folder of their own, packed the same way every time.
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

/** Of every file in the archive: two archives of the same sources are the same bytes. */
const MODIFIED = new Date('2000-01-01T00:00:00Z');

/**
 * Makes `maqiao-<version>-<platform>.tar.gz` from what is built, and enters it into SHA256SUMS beside it. Everything in
 * it stands below one folder of that name.
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
      { says: say('release_dependencies', { platform }), work: () => putDependencies(platform, top) },
      {
        says: say('release_node', { version: NODE_VERSION, platform }),
        work: () => putRuntime(platform, join(top, 'node'), ownNode),
      },
      { says: say('release_program', { platform }), work: () => putProgram(top, { version, platform }) },
      { says: say('packing', { name }), work: async () => pack(stage, name, file) },
    ]);
    enterSum(folder, `${name}.tar.gz`);
    return { file, bytes: statSync(file).size };
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

function pack(/** @type {string} */ stage, /** @type {string} */ name, /** @type {string} */ file) {
  mkdirSync(dirname(file), { recursive: true });
  // At once: the waiting form ends its promise never when the process has nothing else to do.
  create(
    { sync: true, gzip: { level: 9 }, cwd: stage, file: `${file}.part`, portable: true, mtime: MODIFIED },
    filesOf(stage, name),
  );
  renameSync(`${file}.part`, file);
}

/** Every file and link, in the order of their names: folders are read in any order. */
function filesOf(stage, top) {
  return readdirSync(join(stage, top), { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(stage.length + 1))
    .sort();
}

/** As `sha256sum --check SHA256SUMS` reads it. */
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
