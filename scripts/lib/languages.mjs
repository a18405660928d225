// The languages of integrations/recipes, for the tests that run them.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { run } from './workspace.mjs';

/** Each with the program that runs or compiles it, the Debian packages it comes in, and what proves that it works. */
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

/** Debian's own come first: its Python is the one that its python3-jwt is for. */
const PLACES = ['/usr/bin', '/usr/local/bin', '/opt/homebrew/bin'];

/**
 * The environment variables that name the programs. On Debian as root what is missing is installed; elsewhere its
 * variable is left out, and the tests of its recipes say in their names that they were not run.
 */
export async function ensureLanguages() {
  const missing = [];
  for (const language of LANGUAGES) if ((await find(language)) === undefined) missing.push(language);
  if (missing.length > 0 && existsSync('/etc/debian_version') && process.getuid?.() === 0) {
    console.log(`Installing ${missing.map(({ program }) => program).join(', ')} (Debian) …`);
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const packages = missing.flatMap((language) => language.packages);
    const install = ['install', '-y', '-qq', '--no-install-recommends', ...packages];
    // Without them the rest is worth testing all the same.
    await run('apt-get', ['update', '-qq'], { quiet: true })
      .then(() => run('apt-get', install, { env, quiet: true }))
      .catch((error) => console.log(error.message));
  }
  const environment = {};
  for (const language of LANGUAGES) {
    const program = await find(language);
    if (program === undefined) console.log(`${language.program} is missing: its recipes are not tested.`);
    else environment[language.variable] = program;
  }
  return environment;
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
