// npm run restore -- <folder of a backup>: puts a backup in the place of what there is. docs/backups.md
import { runApiCommand } from './lib/api-command.mjs';
import { main } from './lib/workspace.mjs';

main(() => runApiCommand('restore'));
