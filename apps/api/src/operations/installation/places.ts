// Where an installed Maqiao is, below the machine's root. The units and the command of deploy/ name the same places, and
// a test compares them (places.spec.ts).

/** The account of the service. */
export const ACCOUNT = 'maqiao';
/** Releases, a folder each. */
export const RELEASES = '/opt/maqiao';
/** A link to the release that runs. */
export const CURRENT = '/opt/maqiao/current';
/** The settings. */
export const SETTINGS_FILE = '/etc/maqiao.env';
/** People, pictures, secret, backups: for the account only. */
export const STATE = '/var/lib/maqiao';
/** Compiled code; may go at any time. */
export const CACHE = '/var/cache/maqiao';

/** Files of a release's `deploy` folder, and where they go. */
export const FILES: readonly { readonly from: string; readonly to: string; readonly mode: number }[] = [
  { from: 'maqiao.service', to: '/etc/systemd/system/maqiao.service', mode: 0o644 },
  { from: 'maqiao-backup.service', to: '/etc/systemd/system/maqiao-backup.service', mode: 0o644 },
  { from: 'maqiao-backup.timer', to: '/etc/systemd/system/maqiao-backup.timer', mode: 0o644 },
  { from: 'maqiao-as-service.sh', to: '/usr/local/bin/maqiao', mode: 0o755 },
];

/** What starts with the machine: the server, and a backup every night. */
export const UNITS = ['maqiao.service', 'maqiao-backup.timer'] as const;
