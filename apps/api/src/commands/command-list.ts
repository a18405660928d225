import { localize } from '../platform/operator-messages/messages.ts';
import { backupMessages } from '../operations/backup/backup-messages.ts';
import { doctorMessages } from '../operations/doctor/doctor-messages.ts';
import { initMessages } from '../operations/installation/init-messages.ts';
import { installMessages } from '../operations/installation/install-messages.ts';
import { clientsMessages } from './clients-messages.ts';
import { helpMessages } from './help-messages.ts';
import { usersMessages } from './users-messages.ts';

/** The commands of a release, in the order in which an owner needs them: name, one line about it, and its usage. */
const COMMANDS = [
  ['init', helpMessages.about_init, initMessages.init_usage],
  ['install', helpMessages.about_install, installMessages.install_usage],
  ['uninstall', helpMessages.about_uninstall, installMessages.uninstall_usage],
  ['start', helpMessages.about_start, helpMessages.start_usage],
  ['doctor', helpMessages.about_doctor, doctorMessages.doctor_usage],
  ['users', helpMessages.about_users, usersMessages.users_usage],
  ['clients', helpMessages.about_clients, clientsMessages.clients_usage],
  ['backup', helpMessages.about_backup, backupMessages.backup_usage],
  ['restore', helpMessages.about_restore, backupMessages.restore_usage],
  ['keys:rotate', helpMessages.about_keys_rotate, helpMessages.keys_rotate_usage],
  ['version', helpMessages.about_version, helpMessages.version_usage],
  ['help', helpMessages.about_help, helpMessages.help_usage],
] as const;

/** All of them, a line each. */
export function helpText(): string {
  const width = Math.max(...COMMANDS.map(([name]) => name.length));
  const lines = COMMANDS.map(([name, about]) => `  ${name.padEnd(width)}  ${localize(about)}`);
  const command = 'maqiao';
  return [
    localize(helpMessages.help_opening, { command }),
    '',
    ...lines,
    '',
    localize(helpMessages.help_closing, { command }),
  ].join('\n');
}

/** The usage of one command; undefined when no command has that name. */
export function helpTextOf(asked: string): string | undefined {
  const found = COMMANDS.find(([name]) => name === asked);
  if (found === undefined) return undefined;
  const [name, about, usage] = found;
  return `maqiao ${name}: ${localize(about)}\n\n${localize(usage, { command: `maqiao ${name}` })}`;
}
