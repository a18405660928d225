import { readFileSync } from 'node:fs';
import { say } from '../words.mjs';
import { CommandError } from '../workspace.mjs';

/**
 * A file of a package with some of its text replaced, each at its first place.
 * @param {string} path
 * @param {readonly (readonly [text: string, instead: string])[]} changes
 * @throws CommandError when a text is not there any more: the package has changed
 */
export function replacedText(path, changes) {
  return changes.reduce(
    (code, [text, instead]) => {
      if (!code.includes(text)) throw new CommandError(say('not_left_out', { path, text }));
      return code.replace(text, () => instead);
    },
    readFileSync(path, 'utf8'),
  );
}
