// npm run docs: serves the documentation on this machine, and shows what you change in docs/ at once.
// npm run docs -- --build writes it to docs/.vitepress/dist; -- --generate writes the pages that are made from code.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled, fingerprint, main, PNPM, root, run, runPinned } from './lib/workspace.mjs';

const GENERATOR = 'docs/.vitepress';

main(async () => {
  const args = process.argv.slice(2);
  await ensureInstalled();
  if (args.includes('--generate')) return runPinned('scripts/docs-generate.mjs');
  await ensureGenerator();
  await runPinned('scripts/docs-site.mjs', args, { leash: true });
});

/** The generator is a workspace of its own, which only this command installs. */
async function ensureGenerator() {
  const stamp = join(root, GENERATOR, 'node_modules/.maqiao-installed');
  const manifests = ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml'];
  const wanted = fingerprint(manifests.map((file) => `${GENERATOR}/${file}`));
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  console.log('Installing the generator of the documentation (once) …');
  await run('npx', ['--yes', PNPM, 'install', '--frozen-lockfile', '--reporter=append-only'], {
    cwd: join(root, GENERATOR),
    quiet: true,
  });
  writeFileSync(stamp, wanted);
}
