// Tests that need a program which is not on this machine, and when that is no excuse.
import { existsSync } from 'node:fs';

/**
 * Whether a test that is left out is a failure: where machines read the result (`CI` is set), and what was missing
 * could have been installed. Elsewhere its name says that it was not run, and `npm test` says so again at its end.
 * @param {{ environment?: Record<string, string | undefined>, debianAsRoot?: boolean, aptWorks: boolean }} where
 */
export function mustRunAll({ environment = process.env, debianAsRoot = isDebianAsRoot(), aptWorks }) {
  const { CI = '' } = environment;
  return !['', '0', 'false'].includes(CI) && debianAsRoot && aptWorks;
}

/** Where programs that tests need are installed without asking. */
export function isDebianAsRoot() {
  return existsSync('/etc/debian_version') && process.getuid?.() === 0;
}
