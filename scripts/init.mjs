// npm run init: asks for the settings of a site, and writes them into .env. docs/own-mini-program.md
import { runApiCommand } from './lib/api-command.mjs';
import { command } from './lib/command-line.mjs';

command('init', () => runApiCommand('init', { readsSettings: false }));
