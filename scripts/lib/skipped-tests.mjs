// Tests that are skipped because a program they need is not on this machine, and when that counts as a failure.
import { existsSync } from 'node:fs';

/**
 * Whether a skipped test is a failure: in continuous integration (`CI` is set), where the missing program could have
 * been installed. Elsewhere the test's name says that it was not run, and the last lines of `npm test` repeat it.
 * @param {{ environment?: Record<string, string | undefined>, debianAsRoot?: boolean, aptWorks: boolean }} where
 */
export function skippedTestsFail({ environment = process.env, debianAsRoot = isDebianAsRoot(), aptWorks }) {
  const { CI = '' } = environment;
  return !['', '0', 'false'].includes(CI) && debianAsRoot && aptWorks;
}

/** Whether programs that tests need can be installed without asking: on Debian and its relatives, as root. */
export function isDebianAsRoot() {
  return existsSync('/etc/debian_version') && process.getuid?.() === 0;
}
