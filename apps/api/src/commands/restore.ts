import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { avatarFolderOf } from '../operations/backup/avatar-folder.ts';
import { restoreBackup } from '../operations/backup/restore-backup.ts';
import { calledAs } from './command-name.ts';
import { configureOutgoingConnections } from '../platform/http/outgoing-connections.ts';
import { localize } from '../platform/operator-messages/messages.ts';
import { backupMessages } from '../operations/backup/backup-messages.ts';
import { readCommandSettings } from '../config/command-settings.ts';
import { SettingsError } from '../config/settings.ts';

// What `npm run restore` runs, while the server does not.

configureOutgoingConnections();
try {
  const { from, ...options } = readOptions();
  const settings = readCommandSettings();
  const avatars = avatarFolderOf(settings);
  const plan = { settings, from, avatars, ...options, now: new Date() };
  const { kept, unlisted, proven } = await restoreBackup(plan);
  const lines = [
    localize(backupMessages.restored, { from }),
    ...kept.map((path) => localize(backupMessages.what_was_there, { path })),
    ...(unlisted.length > 0 ? [localize(backupMessages.not_in_the_list, { names: namesOf(unlisted) })] : []),
    ...(proven ? [] : [localize(backupMessages.restored_unproven)]),
    ...(options.withoutSecret ? [localize(backupMessages.everybody_again)] : []),
  ];
  process.stdout.write(`${lines.join('\n')}\n`, () => process.exit(0));
} catch (error) {
  if (!(error instanceof SettingsError)) throw error;
  process.stderr.write(`${localize(backupMessages.nothing_restored, { why: error.message })}\n`, () =>
    process.exit(1),
  );
}

/** Only the first few: a folder may hold thousands of unknown files. */
function namesOf(paths: readonly string[]): string {
  const shown = paths.slice(0, 5).map((path) => JSON.stringify(path));
  return [...shown, ...(paths.length > 5 ? ['…'] : [])].join(', ');
}

function readOptions(): { from: string; replace: boolean; withoutSecret: boolean; withoutMac: boolean } {
  const options = {
    replace: { type: 'boolean', default: false },
    'without-secret': { type: 'boolean', default: false },
    'without-mac': { type: 'boolean', default: false },
  } as const;
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    const [from, ...others] = positionals;
    if (from === undefined || others.length > 0) throw new RangeError('one folder');
    return {
      from: resolve(from),
      replace: values.replace,
      withoutSecret: values['without-secret'],
      withoutMac: values['without-mac'],
    };
  } catch {
    process.stderr.write(`${localize(backupMessages.restore_usage, { command: calledAs('restore') })}\n`);
    process.exit(2);
  }
}
