import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { installationRoot, isRelease } from '../platform/process/installation-root.ts';
import { localize, message } from '../platform/operator-messages/messages.ts';
import { installMessages } from '../operations/installation/install-messages.ts';
import { readSettings, SettingsError, type Settings } from '../config/settings.ts';
import { install } from '../operations/installation/install.ts';
import { Machine } from '../operations/installation/machine.ts';
import { CURRENT, SETTINGS_FILE, UNITS } from '../operations/installation/places.ts';
import { settingsIn } from '../operations/installation/settings-file.ts';
import { startService } from '../operations/installation/start-service.ts';
import { reasonOf, stepLine } from '../operations/installation/step.ts';

// What `maqiao install` runs. Exit status: 0 when everything is installed, 1 when not, 2 for wrong options.

let begun = false;
try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  const why = reasonOf(error);
  if (why === undefined) throw error;
  process.stderr.write(
    `${localize(begun ? installMessages.install_stopped : installMessages.install_refused, { why })}\n`,
  );
  process.exitCode = 1;
}

async function run(args: string[]): Promise<number> {
  const chosen = readOptions(args);
  if (chosen === undefined) {
    process.stderr.write(`${localize(installMessages.install_usage, { command: 'maqiao install' })}\n`);
    return 2;
  }
  const machine = new Machine(chosen.root);
  const release = installationRoot();
  if (release === undefined || !isRelease())
    throw new SettingsError(message(installMessages.only_in_release));
  machine.require();
  begun = true;
  let changed = false;
  for (const step of install(machine, release)) {
    changed ||= step.mark === 'done';
    print(stepLine(step));
  }
  const settings = settingsOf(machine);
  if (settings === undefined) {
    print(`\n${localize(installMessages.next_init)}`);
    return 0;
  }
  if (chosen.start) {
    const started = await startService(machine, { port: settings.port, changed });
    if (started === undefined) {
      print(`\n${localize(installMessages.next_look)}`);
      return 1;
    }
    print(stepLine(started));
  } else {
    print(stepLine({ mark: 'skipped', text: message(installMessages.step_start_left, { unit: UNITS[0] }) }));
  }
  print(`\n${localize(installMessages.next_proxy, { origin: settings.publicUrl, current: CURRENT })}`);
  return 0;
}

function readOptions(args: string[]): { root: string | undefined; start: boolean } | undefined {
  const options = { root: { type: 'string' }, 'no-start': { type: 'boolean', default: false } } as const;
  try {
    const { root, 'no-start': noStart } = parseArgs({ args, options }).values;
    return { root, start: root === undefined && !noStart };
  } catch {
    return undefined;
  }
}

/** The settings of the service; undefined when it could not start with them. */
function settingsOf(machine: Machine): Settings | undefined {
  try {
    return readSettings(settingsIn(readFileSync(machine.path(SETTINGS_FILE), 'utf8')));
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    // The reason does not matter here: `maqiao init` is suggested.
    return undefined;
  }
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
