// The paths of an installed Maqiao. The units and the command of deploy/ name the same ones, and a test compares them
// (places.spec.ts).

/** The account of the service. */
export const ACCOUNT = 'maqiao';
/** The folder of the installed releases. */
export const RELEASES = '/opt/maqiao';
/** The link to the release that is in use. */
export const CURRENT = '/opt/maqiao/current';
/** The settings. */
export const SETTINGS_FILE = '/etc/maqiao.env';
/** Database, avatars, secret, backups: for the account only. */
export const STATE = '/var/lib/maqiao';
/** Node's compile cache; may be deleted at any time. */
export const CACHE = '/var/cache/maqiao';

/** Files of a release's `deploy` folder, with the path and mode that they are installed with. */
export const FILES: readonly { readonly from: string; readonly to: string; readonly mode: number }[] = [
  { from: 'maqiao.service', to: '/etc/systemd/system/maqiao.service', mode: 0o644 },
  { from: 'maqiao-backup.service', to: '/etc/systemd/system/maqiao-backup.service', mode: 0o644 },
  { from: 'maqiao-backup.timer', to: '/etc/systemd/system/maqiao-backup.timer', mode: 0o644 },
  { from: 'maqiao-as-service.sh', to: '/usr/local/bin/maqiao', mode: 0o755 },
];

/** The units that are enabled: the server, and the timer of the nightly backup. */
export const UNITS = ['maqiao.service', 'maqiao-backup.timer'] as const;
