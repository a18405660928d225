// Finds or unpacks promtool, Prometheus' own checker, for the test of deploy/observability.
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { progress, step } from './progress.mjs';
import { say } from './words.mjs';
import { cacheFolder, CommandError, run } from './workspace.mjs';

/**
 * The path of promtool; undefined when it is not available: then the names of the tests say what was not run. On Debian
 * and Ubuntu it is unpacked into .cache, because installing its package would start a server on this machine.
 */
export async function ensurePromtool() {
  const found = find();
  if (found || !existsSync('/etc/debian_version')) return found;
  await step(say('unpacking_program', { program: 'promtool' }), () =>
    unpack().catch(() => progress(say('alerts_untested'))),
  );
  return find();
}

async function unpack() {
  if (process.getuid?.() === 0) await run('apt-get', ['update', '-qq'], { quiet: true });
  const packages = cacheFolder(join('programs', 'packages'));
  await run('apt-get', ['download', '-qq', 'prometheus'], { quiet: true, cwd: packages });
  const file = readdirSync(packages).find((entry) => entry.startsWith('prometheus_'));
  await run('dpkg-deb', ['-x', join(packages, file), folder()], { quiet: true });
}

const folder = () => cacheFolder(join('programs', 'prometheus'));

function find() {
  const named = process.env.PROMTOOL_PATH;
  if (named && !existsSync(named))
    throw new CommandError(say('program_path_wants', { variable: 'PROMTOOL_PATH', program: 'promtool' }));
  const folders = [...(process.env.PATH ?? '').split(delimiter), join(folder(), 'usr/bin')];
  return named || folders.map((place) => join(place, 'promtool')).find((place) => existsSync(place));
}
