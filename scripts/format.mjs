// npm run format: writes every file the way `npm run check` wants it.
import { command } from './lib/command-line.mjs';
import { ensureInstalled, runPinned } from './lib/workspace.mjs';

command('format', async () => {
  await ensureInstalled();
  await runPinned('node_modules/prettier/bin/prettier.cjs', ['--write', '--log-level=warn', '.']);
});
