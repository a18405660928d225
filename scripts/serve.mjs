// Builds and runs the servers until they are stopped. Runs on the pinned Node; started by `npm start`.
import { buildAll } from './lib/builds.mjs';
import { banner } from './lib/demo.mjs';
import { startPhone } from './lib/demo-phone.mjs';
import { startServer } from './lib/server-program.mjs';
import { planServers } from './lib/server-plan.mjs';
import { main } from './lib/workspace.mjs';

main(
  async () => {
    const { demo, settings, host, phonePort, environment, key } = await planServers();
    await buildAll(settings, [
      ...['api', 'web', 'browser-package'],
      ...(demo ? ['phone', 'miniprogram-demo'] : process.env.WECHAT_APP_ID ? ['miniprogram'] : []),
    ]);

    const servers = [];
    if (demo) servers.push(await startPhone(settings, host, phonePort));
    servers.push(await startServer('apps/api/dist/main.js', environment));
    console.log(banner({ ...settings, key }));
    // When one ends, so do the others.
    await Promise.race(servers.map(({ ended }) => ended));
  },
  { serves: true },
);
