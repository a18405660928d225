import { parseArgs } from 'node:util';
import { failureCode } from '../common/failure-code.ts';
import { say, told } from '../common/operator-words.ts';
import { SettingsError } from '../config/settings.ts';
import { Machine } from '../installation/machine.ts';
import { stepLine } from '../installation/step.ts';
import { uninstall } from '../installation/uninstall.ts';

// What `maqiao uninstall` runs: 0 when it is away, 1 when not, 2 when it was asked wrongly.

try {
  process.exitCode = run(process.argv.slice(2));
} catch (error) {
  const { path } = (error ?? {}) as { path?: unknown };
  const failure = failureCode(error);
  const broke =
    typeof path === 'string' && failure !== '' ? say('step_failed', { path, failure }) : undefined;
  const why = error instanceof SettingsError ? error.message : broke;
  if (why === undefined) throw error;
  process.stderr.write(`${say('uninstall_refused', { why })}\n`);
  process.exitCode = 1;
}

function run(args: string[]): number {
  const wish = asked(args);
  if (wish === undefined) {
    process.stderr.write(`${say('uninstall_usage', { command: 'maqiao uninstall' })}\n`);
    return 2;
  }
  if (wish.deleteData && !wish.yes) throw new SettingsError(told('delete_data_yes'));
  const machine = new Machine(wish.root);
  machine.require();
  for (const step of uninstall(machine, { deleteData: wish.deleteData }))
    process.stdout.write(`${stepLine(step)}\n`);
  return 0;
}

function asked(args: string[]) {
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
