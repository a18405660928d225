// npm run build: everything that is built, for the address and AppID in the environment.
import { ensureInstalled, main, runPinned } from './lib/workspace.mjs';

main(async () => {
  await ensureInstalled();
  await runPinned('scripts/build-all.mjs');
});
