import { existsSync, lstatSync, readdirSync, readFileSync, rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { message } from '../../platform/operator-messages/messages.ts';
import { installMessages } from './install-messages.ts';
import { SettingsError } from '../../config/settings.ts';
import { OWNER_FILES } from './copy-release.ts';
import type { Machine } from './machine.ts';
import { ACCOUNT, CACHE, CURRENT, FILES, RELEASES, SETTINGS_FILE, STATE, UNITS } from './places.ts';
import { PREVIOUS_SUFFIX } from './place-file.ts';
import type { Step } from './step.ts';

/**
 * Removes what `install` has created. Data (database, avatars, secret, backups), the settings and their account stay
 * unless `deleteData`.
 * @throws SettingsError when nothing is installed
 */
export function* uninstall(machine: Machine, { deleteData = false } = {}): Generator<Step, void> {
  const installed = [...FILES.map(({ to }) => to), CURRENT];
  const kept = [STATE, SETTINGS_FILE].filter((path) => existsSync(machine.path(path)));
  if (!installed.some((path) => existsSync(machine.path(path))) && !(deleteData && kept.length > 0)) {
    throw new SettingsError(message(installMessages.not_installed_here, { path: machine.path(CURRENT) }));
  }
  if (existsSync(machine.path(FILES[0]?.to ?? ''))) {
    const stopping = machine.folder === undefined ? ['--now'] : [];
    machine.systemctl('disable', ...stopping, ...UNITS);
    yield { mark: 'done', text: message(installMessages.step_stopped, { units: UNITS.join(', ') }) };
  }
  for (const { to } of FILES) {
    rmSync(machine.path(to) + PREVIOUS_SUFFIX, { force: true });
    if (remove(machine, to)) yield removed(to);
  }
  if (machine.folder === undefined) machine.systemctl('daemon-reload');
  if (remove(machine, CURRENT)) yield removed(CURRENT);
  yield* removeReleases(machine, deleteData);
  if (remove(machine, CACHE)) yield removed(CACHE);
  for (const path of kept) {
    if (deleteData) remove(machine, path);
    yield deleteData
      ? removed(path)
      : { mark: 'skipped', text: message(installMessages.step_kept, { path }) };
  }
  if (!deleteData) return;
  if (machine.account() !== undefined && machine.asRoot) {
    const where = machine.folder === undefined ? [] : ['--prefix', machine.folder];
    machine.call('userdel', [...where, ACCOUNT]);
    yield { mark: 'done', text: message(installMessages.step_account_removed, { account: ACCOUNT }) };
  }
  yield { mark: 'skipped', text: message(installMessages.kept_elsewhere) };
}

const removed = (path: string): Step => ({
  mark: 'done',
  text: message(installMessages.step_removed, { path }),
});

/** @returns whether it was there */
function remove(machine: Machine, path: string): boolean {
  const full = machine.path(path);
  // `lstat`: also removes a dangling link.
  if (lstatSync(full, { throwIfNoEntry: false }) === undefined) return false;
  rmSync(full, { recursive: true, force: true });
  return true;
}

/** Removes releases, and with `deleteData` also those with files of the owner; other folders stay. */
function* removeReleases(machine: Machine, deleteData: boolean): Generator<Step, void> {
  const folder = machine.path(RELEASES);
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder).sort()) {
    const path = join(RELEASES, name);
    if (!isRelease(machine.path(path))) continue;
    const owners = OWNER_FILES.filter((own) => own !== '.cache' && existsSync(join(machine.path(path), own)));
    if (owners.length > 0 && !deleteData)
      yield { mark: 'skipped', text: message(installMessages.release_kept, { path }) };
    else if (remove(machine, path)) yield removed(path);
  }
  if (readdirSync(folder).length === 0) rmdirSync(folder);
}

function isRelease(path: string): boolean {
  const file = join(path, 'release.json');
  if (!existsSync(file)) return false;
  const { version, platform } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  return typeof version === 'string' && typeof platform === 'string';
}
