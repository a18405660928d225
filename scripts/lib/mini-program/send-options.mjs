// What may be said on the command line of mp:preview and mp:upload.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CommandError, root } from '../workspace.mjs';

const USAGE = 'npm run mp:upload -- --version 1.0.0 --desc "What is new" --robot 1';

/** WeChat's console takes letters, digits and dots. */
const VERSION = /^[0-9A-Za-z][0-9A-Za-z.]{0,63}$/;

/**
 * @param {readonly string[]} args
 * @returns {{ version: string, desc: string | undefined, robot: number }} the version is that of package.json when none is given
 * @throws CommandError with a sentence that says what is wanted
 */
export function sendOptions(args) {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: { version: { type: 'string' }, desc: { type: 'string' }, robot: { type: 'string' } },
    }));
  } catch (error) {
    throw new CommandError(`${error.message}\n${USAGE}`);
  }
  const version = values.version ?? ownVersion();
  if (!VERSION.test(version)) {
    throw new CommandError(
      '--version takes letters, digits and dots, such as 1.0.0: WeChat takes nothing else.',
    );
  }
  const robot = Number(values.robot ?? '1');
  if (!Number.isInteger(robot) || robot < 1 || robot > 30) {
    throw new CommandError(
      '--robot is a number from 1 to 30: each has a place of its own among the development versions.',
    );
  }
  return { version, desc: values.desc, robot };
}

function ownVersion() {
  return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version;
}
