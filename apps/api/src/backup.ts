import { copyFileSync, chmodSync, constants, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { avatarFolderOf } from './backup/avatar-folder.ts';
import { keepNewest, makeBackup } from './backup/make-backup.ts';
import { readCommandSettings } from './config/command-settings.ts';
import { SettingsError, type Settings } from './config/settings.ts';
import { databaseLocation, fromRepository } from './database/database-location.ts';

// What `npm run backup` runs. The server may run meanwhile.

const USAGE = `npm run backup -- [--to <folder>] [--keep <number>] [--secret-to <file>]
  --to         where backups are collected: backups beside the SQLite file, or data/backups
  --keep       removes all but the newest of them
  --secret-to  copies the secret to this file, which must not exist: keep it apart from the backups
`;

try {
  const { to, keep, 'secret-to': secretTo } = asked();
  const settings = readCommandSettings();
  const into = to === undefined ? usualFolder(settings) : resolve(to);
  const copiedTo = secretTo === undefined ? undefined : copySecret(settings, resolve(secretTo), into);
  const avatars = avatarFolderOf(settings);
  const folder = await makeBackup({ settings, into, avatars, now: new Date() });
  const removed = keep === undefined ? 0 : keepNewest(into, keep);
  const lines = [
    `Backup 备份: ${folder}`,
    ...(removed > 0 ? [`Older ones removed 已删除旧备份: ${removed}`] : []),
    ...(copiedTo === undefined ? secretAdvice(settings) : [`Secret 密钥: ${copiedTo}`]),
    ...(avatars === null
      ? ['Pictures are kept by another service and are not in it. 头像存放在其他服务中，不在此备份内。']
      : []),
  ];
  process.stdout.write(`${lines.join('\n')}\n`, () => process.exit(0));
} catch (error) {
  if (!(error instanceof SettingsError)) throw error;
  process.stderr.write(`No backup was made: ${error.message}\n`, () => process.exit(1));
}

function asked(): { to?: string; keep?: number; 'secret-to'?: string } {
  const options = {
    to: { type: 'string' },
    keep: { type: 'string' },
    'secret-to': { type: 'string' },
  } as const;
  try {
    const { keep, ...values } = parseArgs({ options }).values;
    if (keep === undefined) return values;
    if (!/^[1-9]\d{0,4}$/.test(keep)) throw new RangeError('keep');
    return { ...values, keep: Number(keep) };
  } catch {
    process.stderr.write(USAGE);
    process.exit(2);
  }
}

function usualFolder({ databaseUrl }: Settings): string {
  const location = databaseLocation(databaseUrl);
  if (location.dialect === 'sqlite' && location.file !== null) return join(dirname(location.file), 'backups');
  return fromRepository('data/backups');
}

/** Where the secret is, for whoever reads this; never what it is. */
function secretAdvice({ secret, secretFile, databaseUrl }: Settings): string[] {
  const location = databaseLocation(databaseUrl);
  const beside = location.dialect === 'sqlite' ? `${location.file}.secret` : '';
  const place =
    secret !== undefined ? 'MAQIAO_SECRET' : secretFile === undefined ? beside : fromRepository(secretFile);
  return [
    `The secret is not in it: keep a copy of ${place} in another place. Without it everybody is signed out, and Maqiao does not start on this database.`,
    `密钥不在其中：请把 ${place} 另存一处。没有它，所有人的登录都会失效，码桥也无法用此数据库启动。`,
  ];
}

/** @throws SettingsError when the copy would lie with the backups, or over another file */
function copySecret({ secret, secretFile, databaseUrl }: Settings, to: string, into: string): string {
  if (!relative(into, to).startsWith('..')) {
    throw new SettingsError(
      '--secret-to must be apart from the backups: together they open everything. / 密钥不能与备份放在一起。',
    );
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
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new SettingsError(`The secret cannot be copied to ${to} (${code}). / 无法复制密钥（${code}）。`);
  }
}
