// npm run doctor: what is wrong with this installation, and the cure, in a sentence each. docs/doctor.md
import { runApiCommand } from './lib/api-command.mjs';
import { command } from './lib/command-line.mjs';

command('doctor', () => runApiCommand('doctor'));
