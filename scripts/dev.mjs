// npm run dev: the demo from the sources. What is changed in the API, the page or the mini program is there at once.
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
