// Installs packages that only one command or test needs and that are too large for every installation: outside of the
// workspace, into .cache, from a manifest and a lockfile of their own
// (docs/adr/0010-heavy-tools-beside-the-workspace.md).
import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { step } from './progress.mjs';
import { cacheFolder, fingerprint, root, runPnpm } from './workspace.mjs';

const MANIFESTS = ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml'];

/**
 * Installs what the lockfile in `manifests` names, unless it is there already, and returns the folder that holds
 * node_modules. Uses npm's configured registry, exactly the locked versions, and no install scripts.
 * @param {string} name of the folder in .cache
 * @param {string} manifests a folder relative to the root, with package.json, pnpm-lock.yaml and pnpm-workspace.yaml
 * @param {string} title printed before an installation
 * @throws CommandError when the installation fails; pnpm's output is shown
 */
export async function installIsolated(name, manifests, title) {
  const folder = cacheFolder(`isolated/${name}`);
  const stamp = join(folder, '.installed');
  const wanted = fingerprint(MANIFESTS.map((file) => `${manifests}/${file}`));
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return folder;
  rmSync(stamp, { force: true });
  for (const file of MANIFESTS) copyFileSync(join(root, manifests, file), join(folder, file));
  const install = ['install', '--frozen-lockfile', '--ignore-scripts', '--reporter=append-only'];
  await step(title, (about) => runPnpm(install, { cwd: folder, about }));
  writeFileSync(stamp, wanted);
  return folder;
}
