// Programs for the tests, installed from Debian's packages where that is done without asking: as root.
import { step } from './progress.mjs';
import { say } from './words.mjs';
import { run } from './workspace.mjs';

/**
 * Installs packages of Debian or Ubuntu. The programs are wanted, and not services on their usual ports.
 * @param {string} program as people know it
 * @param {readonly string[]} packages
 * @param {() => void} [prepare] is called before the packages are installed
 * @throws CommandError when apt fails; it has said why
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
