// npm run init: asks for the settings of a site, and writes them into .env. docs/own-mini-program.md
import { runApiCommand } from './lib/api-command.mjs';
import { main } from './lib/workspace.mjs';

main(() => runApiCommand('commands/init', { readsSettings: false }));
