// The key that WeChat's console gives for uploads: whoever has it can replace the mini program's code.
import { createPrivateKey } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { CommandError, root } from '../workspace.mjs';

const WHERE = '开发管理 → 开发设置 → 小程序代码上传';

/**
 * Checks the key file and returns its absolute path. The key itself is never printed.
 * @param {string | undefined} file as in WECHAT_UPLOAD_KEY_FILE, relative to the repository
 * @throws CommandError with a sentence: not set, not there, readable for others, no RSA key
 */
export function uploadKeyFile(file) {
  if (!file) {
    throw new CommandError(
      `WECHAT_UPLOAD_KEY_FILE is not set: make an upload key in the console (${WHERE}), save the file outside of the repository, and name it in .env.`,
    );
  }
  const path = isAbsolute(file) ? file : join(root, file);
  const status = statSync(path, { throwIfNoEntry: false });
  if (!status?.isFile()) {
    throw new CommandError(
      `WECHAT_UPLOAD_KEY_FILE names no file: ${path}. The console gives it under ${WHERE}.`,
    );
  }
  // Windows has no such modes.
  if (process.platform !== 'win32' && (status.mode & 0o077) !== 0) {
    throw new CommandError(
      `Others on this machine can read the upload key, and could replace your mini program. Close it: chmod 600 ${path}`,
    );
  }
  let type;
  try {
    type = createPrivateKey(readFileSync(path)).asymmetricKeyType;
  } catch {
    // What it says may quote the file.
  }
  if (type !== 'rsa') {
    throw new CommandError(
      `${path} is not an upload key: it must be the whole file from the console (${WHERE}), with its BEGIN and END lines.`,
    );
  }
  return path;
}
