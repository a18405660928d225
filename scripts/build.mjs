// npm run build: everything that is built, for the address and AppID in the environment.
import { ensureInstalled, main, runRest } from './lib/workspace.mjs';

main(async () => {
  await ensureInstalled();
  await runRest('scripts/build-all.mjs');
});
