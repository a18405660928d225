// Installs programs for the tests from Debian's packages, where this process is root.
import { step } from './progress.mjs';
import { say } from './words.mjs';
import { run } from './workspace.mjs';

/**
 * Installs packages of Debian or Ubuntu, without starting their services (RUNLEVEL=1).
 * @param {string} program its usual name, for the message
 * @param {readonly string[]} packages
 * @param {() => void} [prepare] is called before the packages are installed
 * @throws CommandError when apt fails; its output is shown
 */
export function installFromDebian(program, packages, prepare = () => undefined) {
  return step(say('installing_program', { program }), async () => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
    await run('apt-get', ['update', '-qq'], { quiet: true });
    prepare();
    const install = ['install', '-y', '-qq', '--no-install-recommends', ...packages];
    await run('apt-get', install, { env, quiet: true });
  });
}
