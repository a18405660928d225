// npm run docs: serves the documentation on this machine, and shows what you change in docs/ at once.
// -- --build writes it to docs/.vitepress/dist; -- --generate writes the pages that are made from code; -- --check
// looks for broken links, commands and settings that do not exist, missing translations and stale pages.
import { command } from './lib/command-line.mjs';
import { ensureGenerator } from './lib/docs/generator.mjs';
import { ensureInstalled, runRest } from './lib/workspace.mjs';

command(
  'docs',
  async ({ values }) => {
    await ensureInstalled();
    if (values.generate) return runRest('scripts/docs-generate.mjs');
    if (values.check) {
      await runRest('scripts/docs-generate.mjs', ['--check']);
      return runRest('scripts/docs-check.mjs');
    }
    await ensureGenerator();
    // A port that was asked for and is taken is a fault, not a reason to take the next.
    const strictly = values.port === undefined ? [] : ['--strictPort'];
    await runRest('scripts/docs-site.mjs', [...process.argv.slice(2), ...strictly]);
  },
  { serves: true },
);
