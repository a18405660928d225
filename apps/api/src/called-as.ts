import { existsSync } from 'node:fs';
import { fromRepository } from './database/database-location.ts';

/** How one of the commands is called here: in the repository through npm, in a release through its launcher. */
export function calledAs(command: 'backup' | 'doctor' | 'restore' | 'users'): string {
  return existsSync(fromRepository('release.json')) ? `maqiao ${command}` : `npm run ${command} --`;
}
