// npm run restore -- <folder of a backup>: puts a backup in the place of what there is. docs/backups.md
import { runApiCommand } from './lib/api-command.mjs';
import { command } from './lib/command-line.mjs';

command('restore', () => runApiCommand('restore'));
