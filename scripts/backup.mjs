// npm run backup: a copy of everything that cannot be made again, while the server runs. docs/backups.md
import { runApiCommand } from './lib/api-command.mjs';
import { command } from './lib/command-line.mjs';

command('backup', () => runApiCommand('backup'));
