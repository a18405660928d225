// Parses the arguments of every command, and prints its help or what is wrong, before anything is installed or built.
// Runs on any Node from 18 up.
import { parseArgs } from 'node:util';
import { main } from './children.mjs';
import { CommandError } from './command-error.mjs';
import { COMMANDS } from './commands.mjs';
import { settingForm } from './setting-form.mjs';
import { say } from './words.mjs';

/** The exit status for wrong arguments, as for the API's commands. */
export const USAGE_ERROR = 2;

/**
 * Runs the work of a command of package.json, unless the arguments ask for its help or are not valid.
 * @param {keyof typeof COMMANDS} name as package.json has it
 * @param {(asked: { values: Record<string, any>, names: string[] }) => Promise<unknown>} work
 * @param {{ serves?: boolean }} [how] as `main` takes it
 */
export function command(name, work, how) {
  main(async () => {
    const args = process.argv.slice(2);
    if (args.some((one) => one === '--help' || one === '-h')) return console.log(helpOf(name));
    await work(asked(name, args));
  }, how);
}

/** @throws CommandError with the invalid arguments and the help */
function asked(name, args) {
  const { options = {}, names = 0, passesOn = false } = COMMANDS[name] ?? {};
  if (passesOn) return { values: {}, names: [] };
  let parsed;
  try {
    parsed = parseArgs({ args, options, allowPositionals: true });
  } catch {
    // Node's own message is in English only, and differs between versions.
  }
  if (parsed === undefined || parsed.positionals.length > names) {
    const sentence = say('not_understood', { asked: args.join(' ') });
    throw new CommandError(`${sentence}\n\n${helpOf(name)}`, USAGE_ERROR);
  }
  return { values: parsed.values, names: parsed.positionals };
}

/** The help text of a command. */
function helpOf(name) {
  const form = settingForm('PORT', '4000', 'npm start');
  return say(/** @type {any} */ (`help_${name.replace(':', '_')}`), { form });
}
