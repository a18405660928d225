// npm run pictures: takes the pictures of the READMEs from a running demo (npm start).
import { ensureChromium } from './lib/chromium.mjs';
import { command } from './lib/command-line.mjs';
import { ensureInstalled, pinnedEnvironment, runPinned } from './lib/workspace.mjs';

command('pictures', async () => {
  await ensureInstalled();
  const env = pinnedEnvironment({ CHROMIUM_PATH: await ensureChromium() });
  await runPinned('e2e/take-pictures.ts', [], { env });
});
