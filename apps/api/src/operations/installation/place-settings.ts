import { chmodSync, chownSync, copyFileSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { message } from '../../platform/operator-messages/messages.ts';
import { installMessages } from './install-messages.ts';
import type { Machine, Owner } from './machine.ts';
import { ACCOUNT, SETTINGS_FILE, STATE } from './places.ts';
import { settingsIn, withSettings, writeSettingsFile } from './settings-file.ts';
import type { Step } from './step.ts';

/**
 * Installs the settings of the service: an existing file is kept; else `.env` from the release's folder is copied,
 * where somebody has tried Maqiao; else the example. Paths of data are changed to the service's own folder, which is
 * not part of any release.
 */
export function* placeSettings(
  machine: Machine,
  release: string,
  owner: Owner | undefined,
): Generator<Step, void> {
  const path = machine.path(SETTINGS_FILE);
  const facts = { path: SETTINGS_FILE, account: ACCOUNT };
  const own = join(release, '.env');
  if (existsSync(path)) {
    const closed = restrictToOwner(path, owner);
    yield { mark: closed ? 'done' : 'same', text: message(installMessages.step_settings, facts) };
    if (existsSync(own) && differs(readFileSync(own, 'utf8'), readFileSync(path, 'utf8')))
      yield {
        mark: 'skipped',
        text: message(installMessages.settings_not_taken, { from: own, path: SETTINGS_FILE }),
      };
    return;
  }
  const from = existsSync(own) ? own : join(release, '.env.example');
  const source = readFileSync(from, 'utf8');
  mkdirSync(dirname(path), { recursive: true });
  const settings = settingsIn(source);
  const moved = { ...dataPaths(settings), ...copyNamedFiles(machine, release, settings, owner) };
  writeSettingsFile(path, withSettings(source, moved), owner);
  const text =
    from === own
      ? message(installMessages.step_settings_from, { ...facts, from: own })
      : message(installMessages.step_settings, facts);
  yield { mark: 'done', text };
  const data = join(release, 'data');
  if (from === own && existsSync(data))
    yield { mark: 'skipped', text: message(installMessages.data_in_folder, { path: data }) };
}

/** Relative paths made absolute: they would point into a release, and be deleted with it. */
function dataPaths({
  DATABASE_URL,
  AVATAR_STORAGE,
}: Record<string, string>): Record<string, string | undefined> {
  return {
    DATABASE_URL: absolute('sqlite:', DATABASE_URL || 'sqlite:./data/maqiao.db'),
    AVATAR_STORAGE: absolute('disk:', AVATAR_STORAGE || 'disk:./data/avatars'),
  };
}

/** Settings whose value is the path of a file. */
const FILE_SETTINGS = [
  'SITE_LOGO',
  'WORDS_FILE',
  'CLIENTS_FILE',
  'MAQIAO_SECRET_FILE',
  'WECHAT_OFFICIAL_ACCOUNT_CODE_FILE',
];

/**
 * Copies named files from the release's folder to the data, for the service only.
 * @returns their new paths by setting
 */
function copyNamedFiles(
  machine: Machine,
  release: string,
  settings: Record<string, string>,
  owner: Owner | undefined,
): Record<string, string> {
  const taken: Record<string, string> = {};
  for (const name of FILE_SETTINGS) {
    const named = settings[name];
    if (!named || isAbsolute(named) || !existsSync(join(release, named))) continue;
    const to = join(STATE, basename(named));
    copyFileSync(join(release, named), machine.path(to));
    chmodSync(machine.path(to), 0o600);
    if (owner !== undefined) chownSync(machine.path(to), owner.uid, owner.gid);
    taken[name] = to;
  }
  return taken;
}

function absolute(scheme: string, value: string): string {
  const path = value.slice(scheme.length);
  if (!value.startsWith(scheme) || isAbsolute(path)) return value;
  return scheme + join(STATE, basename(path));
}

/**
 * Whether the second text has another value for a setting of the first; paths that an installation changes do not
 * count.
 */
function differs(first: string, second: string): boolean {
  const others = settingsIn(second);
  const places = ['DATABASE_URL', 'AVATAR_STORAGE', ...FILE_SETTINGS];
  return Object.entries(settingsIn(first)).some(
    ([name, value]) => !places.includes(name) && others[name] !== value,
  );
}

/** Makes the file readable by its owner only. @returns whether its mode or owner was changed */
function restrictToOwner(path: string, owner: Owner | undefined): boolean {
  const { mode, uid, gid } = statSync(path);
  const open = (mode & 0o077) !== 0;
  if (open) chmodSync(path, 0o600);
  if (owner === undefined || (uid === owner.uid && gid === owner.gid)) return open;
  chownSync(path, owner.uid, owner.gid);
  return true;
}
