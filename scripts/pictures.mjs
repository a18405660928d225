// npm run pictures: takes the pictures of the READMEs from a running demo (npm start).
import { ensureChromium } from './lib/chromium.mjs';
import { ensureInstalled, main, pinnedEnvironment, runPinned } from './lib/workspace.mjs';

main(async () => {
  await ensureInstalled();
  const env = pinnedEnvironment({ CHROMIUM_PATH: await ensureChromium() });
  await runPinned('e2e/take-pictures.ts', [], { env });
});
