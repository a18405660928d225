import { isRelease } from '../platform/process/installation-root.ts';

/** How one of the commands is called here: in the repository through npm, in a release through its launcher. */
export function calledAs(command: 'backup' | 'clients' | 'doctor' | 'init' | 'restore' | 'users'): string {
  return isRelease() ? `maqiao ${command}` : `npm run ${command} --`;
}
