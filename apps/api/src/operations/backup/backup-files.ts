import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, unlinkSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { failureCode } from '../../platform/process/failure-code.ts';
import { message } from '../../platform/operator-messages/messages.ts';
import { backupMessages } from './backup-messages.ts';
import { openRegular } from '../../platform/process/regular-file.ts';
import { SettingsError } from '../../config/settings.ts';
import { MANIFEST_NAME, type ListedFile, type Manifest } from './manifest.ts';

/** The file's own entry. @param path inside of the backup's folder */
export async function entryOf(folder: string, path: string): Promise<ListedFile> {
  const handle = await openRegular(join(folder, path));
  if (handle === undefined) throw new SettingsError(message(backupMessages.backup_broken, { path }));
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const part of handle.createReadStream() as AsyncIterable<Buffer>) {
    bytes += part.length;
    hash.update(part);
  }
  return { path, bytes, sha256: hash.digest('hex') };
}

/**
 * Copies a listed file out of a backup into a new one, for this account only, on the disk when it is done. What was
 * compared is what was written: nobody can change it in between.
 * @param to what stands there is removed; it must be no folder
 * @throws SettingsError when it is missing, no regular file, or not as it is listed; then there is no copy
 */
export async function copyListed(
  folder: string,
  { path, bytes, sha256 }: ListedFile,
  to: string,
): Promise<void> {
  const source = hasLinkedFolder(folder, path) ? undefined : await openRegular(join(folder, path));
  if (source === undefined) throw new SettingsError(message(backupMessages.backup_broken, { path }));
  let same = false;
  try {
    if ((await source.stat()).size === bytes) {
      removeFile(to);
      const target = await open(to, 'wx', 0o600);
      const hash = createHash('sha256');
      let copied = 0;
      await pipeline(
        source.createReadStream({ autoClose: false }),
        async function* (parts: AsyncIterable<Buffer>) {
          for await (const part of parts) {
            copied += part.length;
            hash.update(part);
            yield part;
          }
        },
        // A rename after which the power fails must not leave an empty file in the place of a whole one.
        target.createWriteStream({ flush: true }),
      );
      same = copied === bytes && hash.digest('hex') === sha256;
    }
  } finally {
    await source.close();
  }
  if (same) return;
  removeFile(to);
  throw new SettingsError(message(backupMessages.backup_broken, { path }));
}

/** What an interrupted restore left is in the way no longer; a folder is not ours. */
function removeFile(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if (failureCode(error) !== 'ENOENT') throw error;
  }
}

/** Whether a folder on the way to a listed file is a link: it could lead out of the backup. */
function hasLinkedFolder(folder: string, path: string): boolean {
  const parts = path.split('/').slice(0, -1);
  return parts.some((_, index) => {
    const below = join(folder, ...parts.slice(0, index + 1));
    return lstatSync(below, { throwIfNoEntry: false })?.isDirectory() !== true;
  });
}

/** What stands in a backup's folder and not in its list, links too. Nothing of it is read. */
export function unlisted(folder: string, { files }: Manifest): string[] {
  const listed = new Set([MANIFEST_NAME, ...files.map(({ path }) => path)]);
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
      .filter((path) => !listed.has(path.replaceAll('\\', '/')))
      .sort();
  } catch (error) {
    if (failureCode(error) === '') throw error;
    return [];
  }
}
