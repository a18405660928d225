import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const UNPACKED = join(import.meta.dirname, '../../../.cache/release-under-test');

/**
 * The file of a program of the API, to be run as a process of its own: `main` is the server, the others are its
 * commands. They are those of the release that `npm test` makes and unpacks: what owners run is what is tested, and it
 * starts in a third of the time.
 * @throws Error when there is none
 */
export function builtProgram(
  name: 'main' | 'backup' | 'doctor' | 'keys-rotate' | 'restore' | 'users',
): string {
  const release = readdirSync(UNPACKED, { withFileTypes: true }).find((entry) => entry.isDirectory());
  if (release === undefined) throw new Error(`${UNPACKED} holds no release: run npm test`);
  return join(UNPACKED, release.name, 'apps/api/dist', `${name}.js`);
}

/** The server as `npm start` runs it: without an AppID it is the demo, which a release refuses to be. */
export const repositoryServer = (): string => join(import.meta.dirname, '../../../apps/api/dist/main.js');
