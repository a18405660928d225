import { constants } from 'node:fs';
import { lstat, open, type FileHandle } from 'node:fs/promises';
import { failureCode } from './failure-code.ts';

/**
 * Opens a file for reading where it is one: what stands there under a link, or is a folder, a pipe or a device, is not
 * what its name promises, and may be anything of this machine.
 * @returns undefined when there is no such file; the caller closes the other
 * @throws what the disk says
 */
export async function openRegular(path: string): Promise<FileHandle | undefined> {
  let handle: FileHandle;
  try {
    // Windows cannot refuse a link when it opens one.
    if (constants.O_NOFOLLOW === undefined && !(await lstat(path)).isFile()) return undefined;
    // A pipe would wait for somebody who writes.
    handle = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    // POSIX says ELOOP of a link, FreeBSD EMLINK; ENXIO is a socket.
    if (/^(ENOENT|ELOOP|EMLINK|ENXIO)$/.test(failureCode(error))) return undefined;
    throw error;
  }
  try {
    if ((await handle.stat()).isFile()) return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
  await handle.close();
  return undefined;
}

/**
 * The whole of a regular file.
 * @param atMost bytes
 * @returns undefined when there is none, or it is larger
 * @throws what the disk says
 */
export async function readRegular(path: string, atMost: number): Promise<Buffer | undefined> {
  const handle = await openRegular(path);
  if (handle === undefined) return undefined;
  try {
    return (await handle.stat()).size > atMost ? undefined : await handle.readFile();
  } finally {
    await handle.close();
  }
}
