// npm start: installs, builds and runs everything. Without WECHAT_APP_ID it is the demo, with a simulator of WeChat.
import { command } from './lib/command-line.mjs';
import { checkEarly } from './lib/environment.mjs';
import { ensureInstalled, runRest } from './lib/workspace.mjs';

command(
  'start',
  async () => {
    checkEarly();
    await ensureInstalled();
    // The rest needs the pinned Node: it reads all settings and starts the servers.
    await runRest('scripts/serve.mjs');
  },
  { serves: true },
);
