// npm run docs: serves the documentation on this machine, and shows what you change in docs/ at once.
// -- --build writes it to docs/.vitepress/dist; -- --generate writes the pages that are generated from code; -- --check
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
    // If --port is given and taken, this fails instead of using the next port.
    const strictly = values.port === undefined ? [] : ['--strictPort'];
    await runRest('scripts/docs-site.mjs', [...process.argv.slice(2), ...strictly]);
  },
  { serves: true },
);
