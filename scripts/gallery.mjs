// npm run gallery: renders every state of the login page into docs/gallery. With an argument, only the states it names.
import { buildAll } from './lib/builds.mjs';
import { ensureChromium } from './lib/chromium.mjs';
import { command } from './lib/command-line.mjs';
import { ensureInstalled, pinnedEnvironment, runPinned } from './lib/workspace.mjs';

command('gallery', async () => {
  await ensureInstalled();
  const env = pinnedEnvironment({ CHROMIUM_PATH: await ensureChromium(), NODE_OPTIONS: '--no-warnings' });
  await buildAll({}, ['api', 'web', 'phone', 'miniprogram-under-test']);
  await runPinned('e2e/take-gallery.ts', process.argv.slice(2), { env });
  const index = 'docs/gallery/README.md';
  await runPinned('node_modules/prettier/bin/prettier.cjs', ['--write', '--log-level', 'warn', index]);
});
