// npm run example -- plain-html | react | vue: the demo, and a website of another origin that embeds its login.
import { EXAMPLES } from './lib/examples.mjs';
import { say } from './lib/words.mjs';
import { CommandError, ensureInstalled, main, runRest } from './lib/workspace.mjs';

main(async () => {
  const name = process.argv[2] ?? '';
  if (!EXAMPLES.has(name)) {
    throw new CommandError(say('which_example', { names: [...EXAMPLES.keys()].join(' | ') }));
  }
  await ensureInstalled();
  // The rest needs the pinned Node: it reads .env and starts the servers.
  await runRest('scripts/serve-example.mjs', [name], { leash: true });
});
