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

/** What an owner may have put into the folder of a release: it is theirs, and stays where it is. */
export const OWNERS = ['.env', 'data', '.cache'];

/**
 * Copies a release, without what its owner has put into it, for every account to read; whole or not at all. In the place
 * itself only who may read it is seen to.
 * @returns whether there was something to do
 */
export function copyRelease(from: string, to: string): boolean {
  if (existsSync(to) && realpathSync(from) === realpathSync(to)) return makeReadable(to);
  if (existsSync(to) && markOf(from) === markOf(to)) return makeReadable(to);
  const part = `${to}.part`;
  rmSync(part, { recursive: true, force: true });
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, part, {
    recursive: true,
    filter: (path) => !OWNERS.includes(relative(from, path)),
  });
  makeReadable(part);
  // One of the same version that was made anew: what its owner has put there goes on with it.
  if (existsSync(to)) {
    for (const name of OWNERS) {
      if (name !== '.cache' && existsSync(join(to, name))) renameSync(join(to, name), join(part, name));
    }
    rmSync(to, { recursive: true });
  }
  renameSync(part, to);
  return true;
}

/** What distinguishes two releases, also those of one version. */
function markOf(release: string): string {
  const hash = createHash('sha256');
  for (const file of ['release.json', 'apps/api/dist/main.js', 'maqiao'])
    hash.update(readFileSync(join(release, file)));
  return hash.digest('hex');
}

/** Whoever unpacked it may have had a mask that keeps others out. @returns whether anything was changed */
function makeReadable(release: string): boolean {
  let changed = false;
  const see = (path: string) => {
    const status = lstatSync(path);
    if (status.isSymbolicLink()) return;
    const wanted = status.isDirectory() || (status.mode & 0o100) !== 0 ? 0o755 : 0o644;
    if ((status.mode & 0o777) !== wanted) {
      chmodSync(path, wanted);
      changed = true;
    }
    if (!status.isDirectory()) return;
    for (const name of readdirSync(path)) {
      if (path !== release || !OWNERS.includes(name)) see(join(path, name));
    }
  };
  see(release);
  return changed;
}

/** Makes a link lead to a target, in one moment. @returns whether it led elsewhere before */
export function pointTo(link: string, target: string): boolean {
  const now = lstatSync(link, { throwIfNoEntry: false });
  if (now?.isSymbolicLink() === true && readlinkSync(link) === target) return false;
  const part = `${link}.part`;
  rmSync(part, { force: true });
  symlinkSync(target, part);
  renameSync(part, link);
  return true;
}
