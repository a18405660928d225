import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../../..');
const UNPACKED = join(ROOT, '.cache/release-under-test');

/** `main` is the server, the others are its commands. */
type Program = 'main' | 'backup' | 'clients' | 'doctor' | 'keys-rotate' | 'restore' | 'users';

/**
 * The file of a program of the API, to be run in a process of its own. It is that of the release which `npm test` makes
 * and unpacks: the tests run what owners run, and it starts in a third of the time.
 * @throws Error when there is none
 */
export function builtProgram(name: Program): string {
  const release = readdirSync(UNPACKED, { withFileTypes: true }).find((entry) => entry.isDirectory());
  if (release === undefined) throw new Error(`${UNPACKED} holds no release: run npm test`);
  return join(UNPACKED, release.name, 'apps/api/dist', `${name}.js`);
}

/** The same of the repository: without an AppID it serves the demo, which a release refuses to. */
export const repositoryProgram = (name: Program): string =>
  join(ROOT, 'apps/api/dist', name === 'main' ? 'main.js' : `commands/${name}.js`);
