import { chmodSync, chownSync, copyFileSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { message } from '../../platform/operator-messages/messages.ts';
import { installMessages } from './install-messages.ts';
import type { Machine, Owner } from './machine.ts';
import { ACCOUNT, SETTINGS_FILE, STATE } from './places.ts';
import { settingsIn, withSettings, writeSettingsFile } from './settings-file.ts';
import type { Step } from './step.ts';

/**
 * The settings of the service: those that are there stay as they are; else those of the release's folder, where
 * somebody has tried it; else the example. Data goes to the service's own folder, which outlives every release.
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
    const closed = closeToOthers(path, owner);
    yield { mark: closed ? 'done' : 'same', says: message(installMessages.step_settings, facts) };
    if (existsSync(own) && saysOther(readFileSync(own, 'utf8'), readFileSync(path, 'utf8')))
      yield {
        mark: 'left',
        says: message(installMessages.settings_not_taken, { from: own, path: SETTINGS_FILE }),
      };
    return;
  }
  const from = existsSync(own) ? own : join(release, '.env.example');
  const text = readFileSync(from, 'utf8');
  mkdirSync(dirname(path), { recursive: true });
  const settings = settingsIn(text);
  const moved = { ...placesOfData(settings), ...takeFiles(machine, release, settings, owner) };
  writeSettingsFile(path, withSettings(text, moved), owner);
  const says =
    from === own
      ? message(installMessages.step_settings_from, { ...facts, from: own })
      : message(installMessages.step_settings, facts);
  yield { mark: 'done', says };
  const data = join(release, 'data');
  if (from === own && existsSync(data))
    yield { mark: 'left', says: message(installMessages.data_in_folder, { path: data }) };
}

/** A path that is relative would lead into a release, and be gone with it. */
function placesOfData({
  DATABASE_URL,
  AVATAR_STORAGE,
}: Record<string, string>): Record<string, string | undefined> {
  return {
    DATABASE_URL: absolute('sqlite:', DATABASE_URL || 'sqlite:./data/maqiao.db'),
    AVATAR_STORAGE: absolute('disk:', AVATAR_STORAGE || 'disk:./data/avatars'),
  };
}

/** Settings that name a file of the owner's. */
const NAME_FILES = ['SITE_LOGO', 'WORDS_FILE', 'CLIENTS_FILE', 'MAQIAO_SECRET_FILE'];

/** Copies files that stand in the release's folder to the data, for the service only. @returns where they are now */
function takeFiles(
  machine: Machine,
  release: string,
  settings: Record<string, string>,
  owner: Owner | undefined,
): Record<string, string> {
  const taken: Record<string, string> = {};
  for (const name of NAME_FILES) {
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

/** Whether a setting of the first text is another one in the second, beside places that an installation moves. */
function saysOther(first: string, second: string): boolean {
  const others = settingsIn(second);
  const places = ['DATABASE_URL', 'AVATAR_STORAGE', ...NAME_FILES];
  return Object.entries(settingsIn(first)).some(
    ([name, value]) => !places.includes(name) && others[name] !== value,
  );
}

/** @returns whether others could read it before, or it belonged to somebody else */
function closeToOthers(path: string, owner: Owner | undefined): boolean {
  const { mode, uid, gid } = statSync(path);
  const open = (mode & 0o077) !== 0;
  if (open) chmodSync(path, 0o600);
  if (owner === undefined || (uid === owner.uid && gid === owner.gid)) return open;
  chownSync(path, owner.uid, owner.gid);
  return true;
}
