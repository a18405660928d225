// npm run pictures:phone: every screen of the mini program in both languages and themes, into docs/gallery/phone.
import { buildAll } from './lib/builds.mjs';
import { ensureChromium } from './lib/chromium.mjs';
import { command } from './lib/command-line.mjs';
import { ensureInstalled, pinnedEnvironment, runPinned } from './lib/workspace.mjs';

command('pictures:phone', async () => {
  await ensureInstalled();
  await buildAll({}, ['phone', 'miniprogram-under-test']);
  const env = pinnedEnvironment({ CHROMIUM_PATH: await ensureChromium() });
  await runPinned('e2e/phone/take-pictures.ts', process.argv.slice(2), { env });
});
