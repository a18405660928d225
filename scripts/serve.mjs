// Builds and runs the servers until they are stopped. Runs on the pinned Node; `npm start` is the way in.
import { join } from 'node:path';
import { buildAll } from './lib/builds.mjs';
import { banner } from './lib/demo.mjs';
import { startServer } from './lib/server-program.mjs';
import { copyProgramAt, DEMO_PROGRAM } from './lib/mini-program/program-at-address.mjs';
import { planServers } from './lib/server-plan.mjs';
import { cacheFolder, main, root } from './lib/workspace.mjs';

// What the API takes for the demo's AppID and secret; they open nothing but the stand-in.
const DEMO_APP_ID = 'wxdemo';
const DEMO_APP_SECRET = 'demo';

main(
  async () => {
    const { demo, settings, host, phonePort, environment, key } = await planServers();
    await buildAll(settings, ['api', 'web', ...(demo ? ['phone', 'miniprogram-demo'] : ['miniprogram'])]);

    const servers = [];
    if (demo) servers.push(await startSimulator(settings, host, phonePort));
    servers.push(await startServer('apps/api/dist/main.js', environment));
    console.log(banner({ ...settings, key }));
    // When one ends, so do the others.
    await Promise.race(servers.map(({ ended }) => ended));
  },
  { serves: true },
);

function startSimulator({ publicUrl, phoneUrl }, host, phonePort) {
  const program = join(cacheFolder('demo'), `program-${phonePort}`);
  copyProgramAt(join(root, DEMO_PROGRAM), program, publicUrl);
  return startServer('libs/wechat-simulator/src/main.ts', {
    SIMULATOR_HOST: host,
    SIMULATOR_PORT: String(phonePort),
    SIMULATOR_PUBLIC_URL: new URL(phoneUrl).origin,
    SIMULATOR_APP_ID: DEMO_APP_ID,
    SIMULATOR_APP_SECRET: DEMO_APP_SECRET,
    SIMULATOR_ALLOWED_ORIGIN: publicUrl,
    MINI_PROGRAM_DIR: program,
  });
}
