// npm run dev: runs the demo from the sources. Changes of the API, the page and the mini program take effect at once.
import { command } from './lib/command-line.mjs';
import { checkEarly } from './lib/environment.mjs';
import { ensureInstalled, runRest } from './lib/workspace.mjs';

command(
  'dev',
  async () => {
    checkEarly();
    await ensureInstalled();
    // The rest needs the pinned Node: it reads all settings and starts the servers.
    await runRest('scripts/serve-dev.mjs');
  },
  { serves: true },
);
