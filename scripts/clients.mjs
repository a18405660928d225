// npm run clients: the OpenID Connect clients of this site, in the database that .env names: npm run clients -- list
import { runApiCommand } from './lib/api-command.mjs';
import { command } from './lib/command-line.mjs';

command('clients', () => runApiCommand('clients'));
