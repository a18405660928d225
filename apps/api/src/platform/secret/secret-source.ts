import { randomBytes } from 'node:crypto';
import { constants, copyFileSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { message } from '../operator-messages/messages.ts';
import { secretMessages } from './secret-messages.ts';
import { settingsMessages } from '../../config/settings-messages.ts';
import { SettingsError, type Settings } from '../../config/settings.ts';
import { decodeSecret } from '../../config/encoded-secrets.ts';
import { fromRepository, type DatabaseLocation } from '../database/database-location.ts';

/**
 * Finds the 32 bytes of the secret: the setting, the file that a setting names, or, with SQLite, the file
 * beside the database, which is made on the first start.
 * @param isNew whether the database has never been used with a secret; only then may one be made
 * @throws SettingsError naming what is missing or unreadable, never its content
 */
export function findSecret(
  settings: Pick<Settings, 'secret' | 'secretFile'>,
  location: DatabaseLocation,
  isNew: boolean,
): Buffer {
  if (settings.secret !== undefined) return settings.secret;
  if (settings.secretFile !== undefined) {
    const path = fromRepository(settings.secretFile);
    const bytes = readSecret(path);
    if (bytes === undefined) throw new SettingsError(message(secretMessages.secret_file_missing));
    return bytes;
  }
  if (location.dialect !== 'sqlite') {
    throw new SettingsError(message(settingsMessages.postgres_wants_secret));
  }
  if (location.file === null) return randomBytes(32);
  return secretBeside(`${location.file}.secret`, isNew);
}

function secretBeside(path: string, isNew: boolean): Buffer {
  const found = readSecret(path);
  if (found !== undefined) return found;
  if (!isNew) {
    throw new SettingsError(message(secretMessages.secret_gone, { path }));
  }
  makeSecretFile(path);
  const made = readSecret(path);
  if (made === undefined)
    throw new SettingsError(message(secretMessages.secret_not_kept, { path, failure: 'ENOENT' }));
  return made;
}

function readSecret(path: string): Buffer | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    const failure = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw new SettingsError(message(secretMessages.secret_not_read, { path, failure }));
  }
  const bytes = decodeSecret(text);
  if (bytes === undefined) {
    throw new SettingsError(message(secretMessages.secret_malformed, { path }));
  }
  return bytes;
}

/** Makes the file whole or not at all, once: of two processes that start together the second keeps the first's. */
function makeSecretFile(path: string): void {
  const draft = `${path}.${process.pid}.${randomBytes(6).toString('hex')}`;
  try {
    writeFileSync(draft, `${randomBytes(32).toString('base64url')}\n`, {
      mode: 0o600,
      flag: 'wx',
      flush: true,
    });
    try {
      linkSync(draft, path);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'EEXIST') return;
      // Some mounted file systems have no hard links.
      copyFileSync(draft, path, constants.COPYFILE_EXCL);
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== 'EEXIST') {
      throw new SettingsError(message(secretMessages.secret_not_kept, { path, failure: code ?? 'unknown' }));
    }
  } finally {
    rmSync(draft, { force: true });
  }
}
