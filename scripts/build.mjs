// npm run build: everything that is built, for the address and AppID in the environment.
import { command } from './lib/command-line.mjs';
import { checkEarly } from './lib/environment.mjs';
import { ensureInstalled, runRest } from './lib/workspace.mjs';

command('build', async () => {
  checkEarly();
  await ensureInstalled();
  await runRest('scripts/build-all.mjs');
});
