import { parseArgs } from 'node:util';
import { localize, message } from '../platform/operator-messages/messages.ts';
import { installMessages } from '../operations/installation/install-messages.ts';
import { SettingsError } from '../config/settings.ts';
import { Machine } from '../operations/installation/machine.ts';
import { reasonOf, stepLine } from '../operations/installation/step.ts';
import { uninstall } from '../operations/installation/uninstall.ts';

// What `maqiao uninstall` runs: 0 when it is removed, 1 when not, 2 when its arguments are wrong.

try {
  process.exitCode = run(process.argv.slice(2));
} catch (error) {
  const why = reasonOf(error);
  if (why === undefined) throw error;
  process.stderr.write(`${localize(installMessages.uninstall_refused, { why })}\n`);
  process.exitCode = 1;
}

function run(args: string[]): number {
  const chosen = readOptions(args);
  if (chosen === undefined) {
    process.stderr.write(`${localize(installMessages.uninstall_usage, { command: 'maqiao uninstall' })}\n`);
    return 2;
  }
  if (chosen.deleteData && !chosen.yes) throw new SettingsError(message(installMessages.delete_data_yes));
  const machine = new Machine(chosen.root);
  machine.require();
  for (const step of uninstall(machine, { deleteData: chosen.deleteData }))
    process.stdout.write(`${stepLine(step)}\n`);
  return 0;
}

function readOptions(args: string[]) {
  const options = {
    root: { type: 'string' },
    'delete-data': { type: 'boolean', default: false },
    yes: { type: 'boolean', default: false },
  } as const;
  try {
    const { root, 'delete-data': deleteData, yes } = parseArgs({ args, options }).values;
    return { root, deleteData, yes };
  } catch {
    return undefined;
  }
}
