// What npm run mp:preview and npm run mp:upload have in common; they are the ways in.
import { installIsolated } from './lib/isolated-install.mjs';
import { buildAll } from './lib/builds.mjs';
import { buildSettings, readDotenv } from './lib/environment.mjs';
import { send } from './lib/mini-program/send.mjs';
import { say } from './lib/words.mjs';
import { main } from './lib/workspace.mjs';

main(async () => {
  readDotenv();
  const [action, ...args] = process.argv.slice(2);
  await send(/** @type {'preview' | 'upload'} */ (action), args, {
    environment: process.env,
    settings: buildSettings(),
    build: (settings, { anew }) => buildAll(settings, ['miniprogram'], { anew }),
    installCi: () => installIsolated('miniprogram-ci', 'scripts/miniprogram-ci', say('installing_uploader')),
    print: (line) => console.log(line),
  });
});
