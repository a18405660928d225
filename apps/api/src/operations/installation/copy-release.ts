import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createHash } from 'node:crypto';
import { dirname, join, relative } from 'node:path';

/** What an owner may have put into the folder of a release. It is not copied or changed. */
export const OWNER_FILES = ['.env', 'data', '.cache'];

/**
 * Copies a release, without {@link OWNER_FILES}, readable by every account; completely or not at all. When the release
 * is already at its place, only the file modes are corrected.
 * @returns whether anything was changed
 */
export function copyRelease(from: string, to: string): boolean {
  if (existsSync(to) && realpathSync(from) === realpathSync(to)) return makeReadable(to);
  if (existsSync(to) && fingerprintOf(from) === fingerprintOf(to)) return makeReadable(to);
  const part = `${to}.part`;
  rmSync(part, { recursive: true, force: true });
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, part, {
    recursive: true,
    filter: (path) => !OWNER_FILES.includes(relative(from, path)),
  });
  makeReadable(part);
  // Another build of the same version is there: its owner's files are kept.
  if (existsSync(to)) {
    for (const name of OWNER_FILES) {
      if (name !== '.cache' && existsSync(join(to, name))) renameSync(join(to, name), join(part, name));
    }
    rmSync(to, { recursive: true });
  }
  renameSync(part, to);
  return true;
}

/** A hash that differs between two builds, also of one version. */
function fingerprintOf(release: string): string {
  const hash = createHash('sha256');
  for (const file of ['release.json', 'apps/api/dist/main.js', 'maqiao'])
    hash.update(readFileSync(join(release, file)));
  return hash.digest('hex');
}

/**
 * Makes files readable for every account, whatever the umask was when they were unpacked.
 * @returns whether anything was changed
 */
function makeReadable(release: string): boolean {
  let changed = false;
  const visit = (path: string) => {
    const status = lstatSync(path);
    if (status.isSymbolicLink()) return;
    const wanted = status.isDirectory() || (status.mode & 0o100) !== 0 ? 0o755 : 0o644;
    if ((status.mode & 0o777) !== wanted) {
      chmodSync(path, wanted);
      changed = true;
    }
    if (!status.isDirectory()) return;
    for (const name of readdirSync(path)) {
      if (path !== release || !OWNER_FILES.includes(name)) visit(join(path, name));
    }
  };
  visit(release);
  return changed;
}

/** Points a link at a target, atomically. @returns whether it pointed elsewhere before */
export function pointTo(link: string, target: string): boolean {
  const now = lstatSync(link, { throwIfNoEntry: false });
  if (now?.isSymbolicLink() === true && readlinkSync(link) === target) return false;
  const part = `${link}.part`;
  rmSync(part, { force: true });
  symlinkSync(target, part);
  renameSync(part, link);
  return true;
}
