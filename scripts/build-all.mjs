// Builds everything for the address and AppID in the environment; started by npm run build.
import { buildAll } from './lib/builds.mjs';
import { buildSettings, readDotenv } from './lib/environment.mjs';
import { main } from './lib/workspace.mjs';

main(async () => {
  readDotenv();
  await buildAll(buildSettings(), ['api', 'web', 'browser-package', 'phone', 'miniprogram']);
});
