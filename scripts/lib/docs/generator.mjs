// Installs the generator of the documentation site (VitePress), in a workspace of its own, only for the site and its
// test.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { say } from '../words.mjs';
import { step } from '../progress.mjs';
import { fingerprint, root, runPnpm } from '../workspace.mjs';

const FOLDER = 'docs/.vitepress';

/** Installs it unless the versions of its lockfile are installed. */
export async function ensureGenerator() {
  const stamp = join(root, FOLDER, 'node_modules/.maqiao-installed');
  const manifests = ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml'];
  const wanted = fingerprint(manifests.map((file) => `${FOLDER}/${file}`));
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  const install = ['install', '--frozen-lockfile', '--reporter=append-only'];
  await step(say('building_docs'), (about) => runPnpm(install, { cwd: join(root, FOLDER), about }));
  writeFileSync(stamp, wanted);
}
