import { chmod, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The folder that all workers of one test run share, if there is one. Things that are slow to make, and are the same
 * for every test, are made there once. The run removes it (scripts/lib/jest/shared-folder.mjs).
 */
export const sharedFolder = (): string | undefined => process.env.TEST_SERVERS_FOLDER;

/**
 * A folder that is made once, by whichever process needs it first; two that need it at the same time both make it, and
 * one is kept.
 * @param make fills the folder that it is given, which every account may read
 * @returns its path
 */
export async function makeOnce(
  shared: string,
  name: string,
  make: (folder: string) => Promise<void>,
): Promise<string> {
  const folder = join(shared, name);
  if (await isThere(folder)) return folder;
  const draft = await mkdtemp(`${folder}-`);
  try {
    await chmod(draft, 0o755);
    await make(draft);
    await rename(draft, folder);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    // Another has finished it meanwhile.
    if (!(await isThere(folder))) throw error;
  }
  return folder;
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
