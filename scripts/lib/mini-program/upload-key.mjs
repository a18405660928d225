// Checks the upload key of WeChat's console. Whoever has it can replace the mini program's code.
import { createPrivateKey } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { CONSOLE_MENUS } from '../../../libs/shared/src/console-menus.ts';
import { say } from '../words.mjs';
import { CommandError, root } from '../workspace.mjs';

const WHERE = CONSOLE_MENUS.uploadKey;

/**
 * Checks the key file and returns its absolute path. The key itself is never printed.
 * @param {string | undefined} file as in WECHAT_UPLOAD_KEY_FILE, relative to the repository
 * @throws CommandError when it is not set, missing, readable by others, or not an RSA key
 */
export function uploadKeyFile(file) {
  if (!file) {
    throw new CommandError(say('key_unset', { console: WHERE }));
  }
  const path = isAbsolute(file) ? file : join(root, file);
  const status = statSync(path, { throwIfNoEntry: false });
  if (!status?.isFile()) {
    throw new CommandError(say('key_missing', { path, console: WHERE }));
  }
  // Windows has no file modes.
  if (process.platform !== 'win32' && (status.mode & 0o077) !== 0) {
    throw new CommandError(say('key_open', { path }));
  }
  let type;
  try {
    type = createPrivateKey(readFileSync(path)).asymmetricKeyType;
  } catch {
    // The error is dropped, as it may quote the key.
  }
  if (type !== 'rsa') {
    throw new CommandError(say('key_malformed', { path, console: WHERE }));
  }
  return path;
}
