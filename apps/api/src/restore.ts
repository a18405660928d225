import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { avatarFolderOf } from './backup/avatar-folder.ts';
import { restoreBackup } from './backup/restore-backup.ts';
import { readCommandSettings } from './config/command-settings.ts';
import { SettingsError } from './config/settings.ts';

// What `npm run restore` runs, while the server does not.

const USAGE = `npm run restore -- <folder of a backup> [--replace] [--without-secret]
  --replace         puts it in the place of the database that is there; SQLite's file is kept beside
  --without-secret  for when the secret is lost: keeps the people and their ids, and signs everybody out
`;

try {
  const { from, replace, withoutSecret } = asked();
  const settings = readCommandSettings();
  const avatars = avatarFolderOf(settings);
  const kept = await restoreBackup({ settings, from, avatars, replace, withoutSecret, now: new Date() });
  const lines = [
    `Restored 已恢复: ${from}`,
    ...kept.map((path) => `What was there before 原来的数据: ${path}`),
    ...(withoutSecret ? ['Everybody has to sign in again. 所有人都需要重新登录。'] : []),
  ];
  process.stdout.write(`${lines.join('\n')}\n`, () => process.exit(0));
} catch (error) {
  if (!(error instanceof SettingsError)) throw error;
  process.stderr.write(`Nothing was restored: ${error.message}\n`, () => process.exit(1));
}

function asked(): { from: string; replace: boolean; withoutSecret: boolean } {
  const options = {
    replace: { type: 'boolean', default: false },
    'without-secret': { type: 'boolean', default: false },
  } as const;
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    const [from, ...others] = positionals;
    if (from === undefined || others.length > 0) throw new RangeError('one folder');
    return { from: resolve(from), replace: values.replace, withoutSecret: values['without-secret'] };
  } catch {
    process.stderr.write(USAGE);
    process.exit(2);
  }
}
