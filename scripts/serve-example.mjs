// Serves one example site until it is stopped, with a demo that runs already, or a new one. Runs on the pinned
// Node; started by `npm run example`.
import { buildAll } from './lib/builds.mjs';
import { untilStopped } from './lib/children.mjs';
import { buildSettings, exampleOrigin, examplePort, listenHost, readDotenv } from './lib/environment.mjs';
import { serveExample } from './lib/example-site.mjs';
import { EXAMPLES } from './lib/examples.mjs';
import { requireFreePort } from './lib/ports.mjs';
import { runningServer, takesOrigin } from './lib/running-server.mjs';
import { planServers } from './lib/server-plan.mjs';
import { say } from './lib/words.mjs';
import { CommandError, main, runRest } from './lib/workspace.mjs';

main(
  async () => {
    readDotenv();
    const name = process.argv[2] ?? '';
    const example = EXAMPLES.get(name);
    if (!example) throw new CommandError(say('example_way_in'));
    const settings = buildSettings();
    const { port, publicUrl } = settings;
    const origin = exampleOrigin();
    const where = { host: listenHost(), port };
    await requireFreePort('EXAMPLE_PORT', examplePort(), '127.0.0.1');
    const running = await runningServer(where);
    if (running === undefined) await planServers();
    else if (!(await takesOrigin(where, origin))) {
      throw new CommandError(say('running_refuses', { url: publicUrl, origin }));
    }

    await buildAll(settings, example.builds);
    const phoneUrl = running === undefined ? settings.phoneUrl : running.phoneUrl;
    await serveExample(example.folder, examplePort(), { publicUrl, phoneUrl });
    console.log(`\n  ${say('example_site', { url: origin, name })}`);
    if (running === undefined) return runRest('scripts/serve.mjs');
    console.log(`  ${say('beside_running', { url: publicUrl })}\n  ${say('stop')}\n`);
    await untilStopped();
  },
  { serves: true },
);
