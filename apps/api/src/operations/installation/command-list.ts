import { localize, type MessageName } from '../../platform/operator-messages/operator-words.ts';

/** The commands of a release, in the order in which an owner meets them. */
const COMMANDS = [
  ['init', 'about_init', 'init_usage'],
  ['install', 'about_install', 'install_usage'],
  ['uninstall', 'about_uninstall', 'uninstall_usage'],
  ['start', 'about_start', 'start_usage'],
  ['doctor', 'about_doctor', 'doctor_usage'],
  ['users', 'about_users', 'users_usage'],
  ['backup', 'about_backup', 'backup_usage'],
  ['restore', 'about_restore', 'restore_usage'],
  ['keys:rotate', 'about_keys_rotate', 'keys_rotate_usage'],
  ['version', 'about_version', 'version_usage'],
  ['help', 'about_help', 'help_usage'],
] as const satisfies readonly (readonly [string, MessageName, MessageName])[];

/** All of them, a line each. */
export function helpText(): string {
  const width = Math.max(...COMMANDS.map(([name]) => name.length));
  const lines = COMMANDS.map(([name, about]) => `  ${name.padEnd(width)}  ${localize(about)}`);
  const command = 'maqiao';
  return [
    localize('help_opening', { command }),
    '',
    ...lines,
    '',
    localize('help_closing', { command }),
  ].join('\n');
}

/** What one does, and its options; undefined when there is none of that name. */
export function helpTextOf(asked: string): string | undefined {
  const found = COMMANDS.find(([name]) => name === asked);
  if (found === undefined) return undefined;
  const [name, about, usage] = found;
  return `maqiao ${name}: ${localize(about)}\n\n${localize(usage, { command: `maqiao ${name}` })}`;
}
