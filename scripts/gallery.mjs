// npm run gallery: takes the pictures of every state of the login page and every screen of the mini program, for the site
// of the documentation. With an argument, only those whose names match.
import { buildAll } from './lib/builds.mjs';
import { ensureChromium } from './lib/chromium.mjs';
import { command } from './lib/command-line.mjs';
import { ensureInstalled, pinnedEnvironment, runPinned } from './lib/workspace.mjs';

command('gallery', async ({ names }) => {
  await ensureInstalled();
  const env = pinnedEnvironment({ CHROMIUM_PATH: await ensureChromium(), NODE_OPTIONS: '--no-warnings' });
  await buildAll({}, ['api', 'web', 'phone', 'miniprogram-under-test']);
  await runPinned('e2e/take-gallery.ts', names, { env });
  await runPinned('e2e/phone/take-pictures.ts', names, { env });
});
