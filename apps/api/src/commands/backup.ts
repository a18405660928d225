import { copyFileSync, chmodSync, constants, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { avatarFolderOf } from '../operations/backup/avatar-folder.ts';
import { keepNewest, makeBackup } from '../operations/backup/make-backup.ts';
import { calledAs } from './command-name.ts';
import { configureOutgoingConnections } from '../platform/http/outgoing-connections.ts';
import { failureCode } from '../platform/process/failure-code.ts';
import { localize, message } from '../platform/operator-messages/messages.ts';
import { backupMessages } from '../operations/backup/backup-messages.ts';
import { doctorMessages } from '../operations/doctor/doctor-messages.ts';
import { readCommandSettings } from '../config/command-settings.ts';
import { SettingsError, type Settings } from '../config/settings.ts';
import { databaseLocation, fromRepository } from '../platform/database/database-location.ts';

// What `npm run backup` runs. The server may run meanwhile.

configureOutgoingConnections();
try {
  const { to, keep, 'secret-to': secretTo, 'without-mac': withoutMac } = readOptions();
  const settings = readCommandSettings();
  const into = to === undefined ? usualFolder(settings) : resolve(to);
  const copiedTo = secretTo === undefined ? undefined : copySecret(settings, resolve(secretTo), into);
  const avatars = avatarFolderOf(settings);
  const plan = { settings, into, avatars, withoutMac, now: new Date() };
  const { folder, leftOut } = await makeBackup(plan).catch((error: unknown) => {
    // The folder is removed, so that the next try can use its name.
    if (copiedTo !== undefined) rmSync(copiedTo);
    throw error;
  });
  const { removed, failure } =
    keep === undefined ? { removed: 0, failure: undefined } : keepNewest(into, keep);
  const lines = [
    localize(backupMessages.backup_made, { folder }),
    ...(removed > 0 ? [localize(backupMessages.backups_removed, { count: removed })] : []),
    copiedTo === undefined
      ? secretAdvice(settings)
      : localize(backupMessages.secret_copied, { path: copiedTo }),
    ...(avatars === null ? [localize(backupMessages.pictures_elsewhere)] : []),
    ...(leftOut > 0
      ? [localize(backupMessages.pictures_left_out, { count: leftOut, folder: avatars ?? '' })]
      : []),
    ...(withoutMac ? [localize(backupMessages.backup_unproven)] : []),
  ];
  if (failure !== undefined) process.stderr.write(`${localize(backupMessages.backups_stay, { failure })}\n`);
  process.stdout.write(`${lines.join('\n')}\n`, () => process.exit(failure === undefined ? 0 : 1));
} catch (error) {
  if (!(error instanceof SettingsError)) throw error;
  process.stderr.write(`${localize(backupMessages.no_backup_made, { why: error.message })}\n`, () =>
    process.exit(1),
  );
}

function readOptions(): { to?: string; keep?: number; 'secret-to'?: string; 'without-mac': boolean } {
  const options = {
    to: { type: 'string' },
    keep: { type: 'string' },
    'secret-to': { type: 'string' },
    'without-mac': { type: 'boolean', default: false },
  } as const;
  try {
    const { keep, ...values } = parseArgs({ options }).values;
    if (keep === undefined) return values;
    if (!/^[1-9]\d{0,4}$/.test(keep)) throw new RangeError('keep');
    return { ...values, keep: Number(keep) };
  } catch {
    process.stderr.write(`${localize(backupMessages.backup_usage, { command: calledAs('backup') })}\n`);
    process.exit(2);
  }
}

function usualFolder({ databaseUrl }: Settings): string {
  const location = databaseLocation(databaseUrl);
  if (location.dialect === 'sqlite' && location.file !== null) return join(dirname(location.file), 'backups');
  return fromRepository('data/backups');
}

/** Says where the secret is, never what it is. */
function secretAdvice({ secret, secretFile, databaseUrl }: Settings): string {
  const location = databaseLocation(databaseUrl);
  const beside = location.dialect === 'sqlite' ? `${location.file}.secret` : '';
  const place =
    secret !== undefined ? 'MAQIAO_SECRET' : secretFile === undefined ? beside : fromRepository(secretFile);
  return localize(backupMessages.secret_not_in_it, { place });
}

/** @throws SettingsError when the copy would be in the folder of the backups, or replace another file */
function copySecret({ secret, secretFile, databaseUrl }: Settings, to: string, into: string): string {
  if (!relative(into, to).startsWith('..')) {
    throw new SettingsError(message(backupMessages.secret_to_apart));
  }
  const location = databaseLocation(databaseUrl);
  const beside = location.dialect === 'sqlite' ? `${location.file}.secret` : undefined;
  const from = secretFile === undefined ? beside : fromRepository(secretFile);
  try {
    if (secret !== undefined)
      writeFileSync(to, `${secret.toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
    else if (from !== undefined) copyFileSync(from, to, constants.COPYFILE_EXCL);
    chmodSync(to, 0o600);
    return to;
  } catch (error) {
    const failure = failureCode(error) || message(doctorMessages.reason_unknown);
    throw new SettingsError(message(backupMessages.secret_not_copied, { path: to, failure }));
  }
}
