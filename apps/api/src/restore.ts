import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { avatarFolderOf } from './backup/avatar-folder.ts';
import { restoreBackup } from './backup/restore-backup.ts';
import { calledAs } from './called-as.ts';
import { connectPatiently } from './common/connect-patiently.ts';
import { say } from './common/operator-words.ts';
import { readCommandSettings } from './config/command-settings.ts';
import { SettingsError } from './config/settings.ts';

// What `npm run restore` runs, while the server does not.

connectPatiently();
try {
  const { from, replace, withoutSecret } = asked();
  const settings = readCommandSettings();
  const avatars = avatarFolderOf(settings);
  const kept = await restoreBackup({ settings, from, avatars, replace, withoutSecret, now: new Date() });
  const lines = [
    say('restored', { from }),
    ...kept.map((path) => say('what_was_there', { path })),
    ...(withoutSecret ? [say('everybody_again')] : []),
  ];
  process.stdout.write(`${lines.join('\n')}\n`, () => process.exit(0));
} catch (error) {
  if (!(error instanceof SettingsError)) throw error;
  process.stderr.write(`${say('nothing_restored', { why: error.message })}\n`, () => process.exit(1));
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
    process.stderr.write(`${say('restore_usage', { command: calledAs('restore') })}\n`);
    process.exit(2);
  }
}
