import { localize } from '../platform/operator-messages/messages.ts';
import { helpMessages } from './help-messages.ts';
import { helpText, helpTextOf } from './command-list.ts';

// What `maqiao help`, `maqiao --help` and `maqiao <command> --help` run: 0, or 2 for an unknown command.

// The reader of the output has closed it (`maqiao help | head`).
process.stdout.on('error', () => process.exit());
const [name] = process.argv.slice(2);
const text = name === undefined ? helpText() : helpTextOf(name);
if (text === undefined) {
  process.stderr.write(`${localize(helpMessages.help_unknown, { name: name ?? '' })}\n\n${helpText()}\n`);
  process.exitCode = 2;
} else process.stdout.write(`${text}\n`);
