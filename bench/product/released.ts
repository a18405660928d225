import { execFile } from 'node:child_process';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Where the archive for this machine is made, as for the tests of a release. */
const ARCHIVES = join(import.meta.dirname, '../../.cache/release-under-test');

/** Unpacks the archive of a release into a folder. @returns its command, `maqiao` */
export async function unpackRelease(folder: string): Promise<string> {
  const [archive] = (await readdir(ARCHIVES)).filter((name) => name.endsWith('.tar.gz'));
  if (archive === undefined) throw new Error(`There is no archive in ${ARCHIVES}: npm run bench -- start`);
  await mkdir(folder, { recursive: true });
  await promisify(execFile)('tar', ['-xzf', join(ARCHIVES, archive), '-C', folder]);
  return join(folder, archive.replace('.tar.gz', ''), 'maqiao');
}
