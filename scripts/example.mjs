// npm run example -- plain-html | react | vue: a website of another origin that embeds the login of the demo.
import { USAGE_ERROR, command } from './lib/command-line.mjs';
import { checkEarly } from './lib/environment.mjs';
import { EXAMPLES } from './lib/examples.mjs';
import { say } from './lib/words.mjs';
import { CommandError, ensureInstalled, runRest } from './lib/workspace.mjs';

command(
  'example',
  async ({ names: [name = ''] }) => {
    if (!EXAMPLES.has(name)) {
      const names = [...EXAMPLES.keys()].join(' | ');
      throw new CommandError(say('which_example', { names }), USAGE_ERROR);
    }
    checkEarly();
    await ensureInstalled();
    // The rest needs the pinned Node: it reads all settings and starts the servers.
    await runRest('scripts/serve-example.mjs', [name]);
  },
  { serves: true },
);
