// npm run docs: serves the documentation on this machine, and shows what you change in docs/ at once.
// -- --build writes it to docs/.vitepress/dist; -- --generate writes the pages that are made from code; -- --check
// looks for broken links, commands and settings that do not exist, missing translations and stale pages.
import { ensureGenerator } from './lib/docs/generator.mjs';
import { ensureInstalled, main, runRest } from './lib/workspace.mjs';

main(async () => {
  const args = process.argv.slice(2);
  await ensureInstalled();
  if (args.includes('--generate')) return runRest('scripts/docs-generate.mjs');
  if (args.includes('--check')) {
    await runRest('scripts/docs-generate.mjs', ['--check']);
    return runRest('scripts/docs-check.mjs');
  }
  await ensureGenerator();
  await runRest('scripts/docs-site.mjs', args, { leash: true });
});
