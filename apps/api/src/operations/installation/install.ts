import { chownSync, lstatSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { message } from '../../platform/operator-messages/messages.ts';
import { installMessages } from './install-messages.ts';
import { copyRelease, pointTo } from './copy-release.ts';
import type { Machine, Owner } from './machine.ts';
import { ACCOUNT, CACHE, CURRENT, FILES, RELEASES, STATE, UNITS } from './places.ts';
import { placeFile } from './place-file.ts';
import { placeSettings } from './place-settings.ts';
import type { Step } from './step.ts';

/**
 * Installs a release on a machine, one step after the other: account, program, folders, settings, units. Each step
 * first checks whether it is done already, so that a second run changes nothing, and a run from a newer release
 * upgrades. Nothing is started.
 * @param release the folder of the release
 * @throws SettingsError when a step fails; those before it stay
 */
export function* install(machine: Machine, release: string): Generator<Step, void> {
  // The account of the service must be able to read what is installed, whatever this shell's umask is.
  process.umask(0o022);
  yield makeAccount(machine);
  const owner = machine.asRoot ? machine.account() : undefined;
  const target = join(RELEASES, nameOf(release));
  const copied = copyRelease(release, machine.path(target));
  yield { mark: copied ? 'done' : 'same', text: message(installMessages.step_release, { path: target }) };
  const pointed = pointTo(machine.path(CURRENT), target);
  yield {
    mark: pointed ? 'done' : 'same',
    text: message(installMessages.step_link, { link: CURRENT, target }),
  };
  yield makeFolder(machine, STATE, 0o700, owner);
  yield makeFolder(machine, CACHE, 0o755, owner);
  yield* placeSettings(machine, release, owner);
  for (const { from, to, mode } of FILES) yield placeFile(machine, join(release, 'deploy', from), to, mode);
  yield enable(machine);
}

/** The name of the folder to install a release into, whatever folder it was unpacked to. */
function nameOf(release: string): string {
  const { version, platform } = JSON.parse(readFileSync(join(release, 'release.json'), 'utf8')) as Record<
    string,
    string
  >;
  return `maqiao-${version}-${platform}`;
}

function makeAccount(machine: Machine): Step {
  const text = message(installMessages.step_account, { account: ACCOUNT });
  if (machine.account() !== undefined) return { mark: 'same', text };
  if (!machine.asRoot)
    return { mark: 'skipped', text: message(installMessages.step_account_not_root, { account: ACCOUNT }) };
  const where = machine.folder === undefined ? [] : ['--prefix', machine.folder];
  const how = [
    '--system',
    '--user-group',
    '--no-create-home',
    '--home-dir',
    STATE,
    '--shell',
    '/usr/sbin/nologin',
  ];
  machine.call('useradd', [...where, ...how, ACCOUNT]);
  return { mark: 'done', text };
}

function makeFolder(machine: Machine, path: string, mode: number, owner: Owner | undefined): Step {
  const full = machine.path(path);
  const text = message(installMessages.step_folder, { path });
  const found = statSync(full, { throwIfNoEntry: false });
  mkdirSync(dirname(full), { recursive: true });
  if (found === undefined) mkdirSync(full, { mode });
  if (owner === undefined || (found?.uid === owner.uid && found.gid === owner.gid))
    return { mark: found === undefined ? 'done' : 'same', text };
  chownSync(full, owner.uid, owner.gid);
  return { mark: 'done', text };
}

function enable(machine: Machine): Step {
  const text = message(installMessages.step_enabled, { units: UNITS.join(', ') });
  const state = UNITS.map((unit) => isEnabled(machine, unit));
  if (state.every(Boolean)) return { mark: 'same', text };
  machine.systemctl('enable', ...UNITS);
  return { mark: 'done', text };
}

/** Whether the link that `systemctl enable` creates is there. */
function isEnabled(machine: Machine, unit: (typeof UNITS)[number]): boolean {
  const target = unit.endsWith('.timer') ? 'timers.target' : 'multi-user.target';
  const link = machine.path(`/etc/systemd/system/${target}.wants/${unit}`);
  // `lstat`: with `--root` the link's target does not exist yet.
  return lstatSync(link, { throwIfNoEntry: false }) !== undefined;
}
