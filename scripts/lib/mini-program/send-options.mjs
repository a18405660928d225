// The command line options of mp:preview and mp:upload.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { say } from '../words.mjs';
import { CommandError, root } from '../workspace.mjs';

/** WeChat's console takes letters, digits and dots. */
const VERSION = /^[0-9A-Za-z][0-9A-Za-z.]{0,63}$/;

/**
 * @param {readonly string[]} args
 * @returns {{ version: string, desc: string | undefined, robot: number }} the version is that of package.json when none
 * is given
 * @throws CommandError that says what is valid
 */
export function sendOptions(args) {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: { version: { type: 'string' }, desc: { type: 'string' }, robot: { type: 'string' } },
    }));
  } catch {
    throw new CommandError(`${say('not_understood', { asked: args.join(' ') })}\n${say('send_usage')}`);
  }
  const version = values.version ?? ownVersion();
  if (!VERSION.test(version)) {
    throw new CommandError(say('version_wants'));
  }
  const robot = Number(values.robot ?? '1');
  if (!Number.isInteger(robot) || robot < 1 || robot > 30) {
    throw new CommandError(say('robot_wants'));
  }
  return { version, desc: values.desc, robot };
}

function ownVersion() {
  return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version;
}
