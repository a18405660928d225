import { existsSync } from 'node:fs';
import { join } from 'node:path';

const BUILT = join(import.meta.dirname, '../../../apps/api/dist');

/**
 * The file of a built program of the API, to be run as a process of its own: `main` is the server, the others are its
 * commands.
 * @throws Error when it is not built
 */
export function builtProgram(
  name: 'main' | 'backup' | 'doctor' | 'keys-rotate' | 'restore' | 'users',
): string {
  const file = join(BUILT, name === 'main' ? 'main.js' : `commands/${name}.js`);
  if (!existsSync(file)) throw new Error(`${file} is not built: run npm test`);
  return file;
}
