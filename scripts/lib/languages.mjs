// Finds or installs the languages of integrations/recipes, for the tests that run them.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { isDebianAsRoot } from './skipped-tests.mjs';
import { progress, step } from './progress.mjs';
import { say } from './words.mjs';
import { run } from './workspace.mjs';

/** Each with the program that runs or compiles it, its Debian packages, and arguments that test whether it works. */
const LANGUAGES = [
  {
    variable: 'PYTHON_PATH',
    program: 'python3',
    packages: ['python3', 'python3-jwt', 'python3-cryptography'],
    proof: ['-c', 'import jwt; jwt.PyJWK'],
  },
  { variable: 'PHP_PATH', program: 'php', packages: ['php-cli'], proof: ['-r', 'openssl_verify(...);'] },
  { variable: 'JAVAC_PATH', program: 'javac', packages: ['default-jdk-headless'], proof: ['--version'] },
  { variable: 'GO_PATH', program: 'go', packages: ['golang-go'], proof: ['version'] },
];

/** Debian's own folder comes first: its python3-jwt works with its Python only. */
const PLACES = ['/usr/bin', '/usr/local/bin', '/opt/homebrew/bin'];

/**
 * The environment variables that name the programs. On Debian as root missing programs are installed; elsewhere their
 * variables are not set, and the names of the tests of their recipes say that they were not run.
 * @returns {Promise<{ environment: Record<string, string>, missing: string[], aptWorks: boolean }>} `aptWorks` is false
 *   when something had to be installed and the package lists could not be read
 */
export async function ensureLanguages() {
  const wanted = [];
  for (const language of LANGUAGES) if ((await find(language)) === undefined) wanted.push(language);
  const aptWorks = wanted.length === 0 || (isDebianAsRoot() && (await install(wanted)));

  const environment = {};
  const missing = [];
  for (const { variable, program, ...how } of LANGUAGES) {
    const place = await find({ variable, program, ...how });
    if (place === undefined) missing.push(program);
    else environment[variable] = place;
  }
  for (const program of missing) progress(say('recipes_untested', { program }));
  return { environment, missing, aptWorks };
}

/** Installs each language; a missing package does not affect the others. @returns whether apt could read its lists */
async function install(languages) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args) => run('apt-get', args, { env, quiet: true }).then(() => true, reportFailure);
  if (!(await apt('update', '-qq'))) return false;
  for (const { program, packages } of languages) {
    await step(say('installing_program', { program }), () =>
      apt('install', '-y', '-qq', '--no-install-recommends', ...packages),
    );
  }
  return true;
}

/** Prints the failure and goes on: the other tests can still run. */
function reportFailure(error) {
  progress(error.message);
  return false;
}

async function find({ variable, program, proof }) {
  const named = process.env[variable];
  const folders = [...PLACES, ...(process.env.PATH ?? '').split(delimiter)];
  const places = named
    ? [named]
    : folders.map((folder) => join(folder, program)).filter((place) => existsSync(place));
  for (const place of places) {
    const works = await promisify(execFile)(place, proof).then(
      () => true,
      () => false,
    );
    if (works) return place;
  }
  return undefined;
}
