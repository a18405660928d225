// What every command does first with what was said behind it: help, or a sentence on what is wrong, before anything is
// installed or built. Runs on any Node from 18 up.
import { parseArgs } from 'node:util';
import { main } from './children.mjs';
import { CommandError } from './command-error.mjs';
import { COMMANDS } from './commands.mjs';
import { settingForm } from './setting-form.mjs';
import { say } from './words.mjs';

/** The status of a command that was asked wrongly, as the API's own commands have it. */
export const ASKED_WRONGLY = 2;

/**
 * Does what a command of package.json is for, unless its help was asked for, or something that it does not know.
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

/** @throws CommandError that says what was not understood, and then the help */
function asked(name, args) {
  const { options = {}, names = 0, passesOn = false } = COMMANDS[name] ?? {};
  if (passesOn) return { values: {}, names: [] };
  let parsed;
  try {
    parsed = parseArgs({ args, options, allowPositionals: true });
  } catch {
    // Its words are Node's, in English, and differ from one version to the next.
  }
  if (parsed === undefined || parsed.positionals.length > names) {
    const sentence = say('not_understood', { asked: args.join(' ') });
    throw new CommandError(`${sentence}\n\n${helpOf(name)}`, ASKED_WRONGLY);
  }
  return { values: parsed.values, names: parsed.positionals };
}

/** What a command is for, and what may be said behind it. */
function helpOf(name) {
  const form = settingForm('PORT', '4000', 'npm start');
  return say(/** @type {any} */ (`help_${name.replace(':', '_')}`), { form });
}
