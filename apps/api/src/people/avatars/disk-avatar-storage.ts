import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { failureCode } from '../../platform/process/failure-code.ts';
import { readRegular } from '../../platform/process/regular-file.ts';
import { AVATAR_MAX_BYTES } from './avatar-picture.ts';
import { AvatarStorage, STORAGE_TIMEOUT_MS, storageAway } from './avatar-storage.ts';

/** Pictures in a folder, made when the first one comes. Many instances need one folder that all of them see. */
export class DiskAvatarStorage extends AvatarStorage {
  constructor(
    private readonly folder: string,
    private readonly timeoutMs = STORAGE_TIMEOUT_MS,
  ) {
    super();
  }

  override put(name: string, picture: Uint8Array): Promise<void> {
    return this.#bounded(async () => {
      await mkdir(this.folder, { recursive: true, mode: 0o700 });
      // Under another name first: nobody reads half a picture, also after a power cut. What is left of it when the
      // process ends here goes when the picture is removed.
      const draft = this.#draftOf(name);
      await writeFile(draft, picture, { mode: 0o600, flag: 'wx', flush: true });
      await rename(draft, join(this.folder, name));
    });
  }

  override get(name: string): Promise<Uint8Array | undefined> {
    return this.#bounded(async () => {
      // A symbolic link in the folder could lead to any file, also to the secret.
      return await readRegular(join(this.folder, name), AVATAR_MAX_BYTES);
    });
  }

  override remove(name: string): Promise<void> {
    return this.#bounded(async () => {
      await rm(this.#draftOf(name), { force: true });
      await rm(join(this.folder, name), { force: true });
    });
  }

  #draftOf(name: string): string {
    return join(this.folder, `.${name}`);
  }

  /** A call to a network drive that hangs cannot be cancelled, but its caller does not wait for it. */
  async #bounded<T>(work: () => Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(storageAway('no answer from the disk')), this.timeoutMs).unref();
    });
    try {
      const done = work().catch((error: unknown) => {
        throw storageAway(failureCode(error) || 'a failing disk', error);
      });
      return await Promise.race([done, late]);
    } finally {
      clearTimeout(timer);
    }
  }
}
