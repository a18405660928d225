import { statSync } from 'node:fs';

/** The mode when others than the owner may read the file, as in `644`; undefined when not, or when there is none. */
export function openMode(path: string): string | undefined {
  const mode = statSync(path, { throwIfNoEntry: false })?.mode;
  // Windows has other ways to say who may read.
  if (mode === undefined || process.platform === 'win32') return undefined;
  return (mode & 0o077) === 0 ? undefined : (mode & 0o777).toString(8);
}
