// npm run users: the people of this site, from the database that .env names: npm run users -- list
import { runApiCommand } from './lib/api-command.mjs';
import { command } from './lib/command-line.mjs';

command('users', () => runApiCommand('users'));
