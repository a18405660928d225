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

/** The manifest entry of one file: its size and SHA-256. @param path relative to the backup's folder */
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
 * Copies a listed file out of a backup into a new file with mode 0600, and flushes it to the disk. Size and hash are
 * computed from the bytes that are written, so the file cannot change between the check and the copy.
 * @param to an existing file there is removed; it must not be a folder
 * @throws SettingsError when it is missing, is not a regular file, or differs from its entry; then no copy is left
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
        // Flushed: a power failure after the rename must not leave an empty file in place of the old one.
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

/** Removes a file that an interrupted restore may have left. @throws when there is a folder of that name */
function removeFile(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if (failureCode(error) !== 'ENOENT') throw error;
  }
}

/** Whether a folder in the path of a listed file is missing or a link: a link could lead out of the backup. */
function hasLinkedFolder(folder: string, path: string): boolean {
  const parts = path.split('/').slice(0, -1);
  return parts.some((_, index) => {
    const below = join(folder, ...parts.slice(0, index + 1));
    return lstatSync(below, { throwIfNoEntry: false })?.isDirectory() !== true;
  });
}

/** Paths in a backup's folder that its manifest does not list, links included. They are not read. */
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
