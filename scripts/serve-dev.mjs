// Runs the demo and follows changes of the sources until it is stopped. Runs on the pinned Node; `npm run dev` starts it.
import { buildAll } from './lib/builds.mjs';
import { banner } from './lib/demo.mjs';
import { startPhone } from './lib/demo-phone.mjs';
import { followChanges } from './lib/dev/follow-changes.mjs';
import { RestartingServer } from './lib/dev/restarting-server.mjs';
import { freePort } from './lib/ports.mjs';
import { startServer } from './lib/server-program.mjs';
import { planServers } from './lib/server-plan.mjs';
import { say } from './lib/words.mjs';
import { CommandError, main } from './lib/workspace.mjs';

main(
  async () => {
    const { demo, settings, host, phonePort, environment, key } = await planServers();
    if (!demo) throw new CommandError(say('dev_is_the_demo'));
    await buildAll(settings, ['api', 'web', 'browser-package', 'phone', 'miniprogram-demo']);

    const phone = await startPhone(settings, host, phonePort, { reload: true });
    // People open Vite's server: it has the pages, and passes everything else on to the API behind it.
    const apiPort = await freePort();
    const api = new RestartingServer('apps/api/dist/main.js', {
      ...environment,
      HOST: '127.0.0.1',
      PORT: String(apiPort),
    });
    await api.start();
    const pages = await startServer('apps/web/dev-server.ts', {
      HOST: host,
      PORT: String(settings.port),
      PUBLIC_URL: settings.publicUrl,
      API_URL: `http://127.0.0.1:${apiPort}`,
    });
    followChanges([
      {
        folders: ['apps/api/src', 'libs/shared/src'],
        work: async () => {
          await buildAll(settings, ['api']);
          await api.restart();
          console.log(`  ${say('dev_api_again')}`);
        },
      },
      {
        folders: ['apps/miniprogram/src', 'libs/shared/src'],
        work: async () => {
          await buildAll(settings, ['miniprogram-demo']);
          phone.renewProgram();
          console.log(`  ${say('dev_phone_again')}`);
        },
      },
    ]);
    console.log(banner({ ...settings, key }));
    console.log(`  ${say('dev_follows').replaceAll('\n', '\n  ')}\n`);
    await Promise.race([phone.ended, pages.ended]);
  },
  { serves: true },
);
