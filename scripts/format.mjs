// npm run format: writes every file the way `npm run check` wants it.
import { ensureInstalled, main, runPinned } from './lib/workspace.mjs';

main(async () => {
  await ensureInstalled();
  await runPinned('node_modules/prettier/bin/prettier.cjs', ['--write', '--log-level=warn', '.']);
});
