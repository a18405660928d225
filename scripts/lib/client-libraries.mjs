// Finds or unpacks what the recipes of integrations/oidc are made of: Apache with mod_auth_openidc, authlib, go-oidc, Jackson.
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { progress, step } from './progress.mjs';
import { say } from './words.mjs';
import { cacheFolder, run } from './workspace.mjs';

/** Each with its Debian packages, and a file that is there once it is unpacked or installed. */
const LIBRARIES = [
  {
    name: 'mod_auth_openidc',
    packages: ['apache2-bin', 'libapache2-mod-auth-openidc'],
    file: 'usr/lib/apache2/modules/mod_auth_openidc.so',
  },
  {
    name: 'authlib',
    packages: ['python3-authlib', 'python3-flask', 'python3-requests'],
    file: 'usr/lib/python3/dist-packages/authlib/__init__.py',
  },
  {
    name: 'go-oidc',
    packages: ['golang-github-coreos-go-oidc-dev', 'golang-golang-x-oauth2-dev'],
    file: 'usr/share/gocode/src/github.com/coreos/go-oidc/oidc.go',
  },
  {
    name: 'Jackson',
    packages: ['libjackson2-databind-java'],
    file: 'usr/share/java/jackson-databind.jar',
  },
];

/**
 * Sees to it that the libraries are there. On Debian and Ubuntu missing ones are unpacked into .cache: nothing is
 * installed, and no Apache is started. Elsewhere, and where CLIENT_LIBRARIES_PATH names
 * the folder, the names of the tests say what was not run.
 * @returns {Promise<{ environment: { CLIENT_LIBRARIES_PATH: string }, missing: string[], aptWorks: boolean }>} the folder
 *   stands for `/`; what is not in it is installed
 */
export async function ensureClientLibraries() {
  const named = process.env.CLIENT_LIBRARIES_PATH;
  const folder = named || cacheFolder(join('programs', 'client-libraries'));
  const isThere = ({ file }) => existsSync(join(folder, file)) || existsSync(join('/', file));
  let aptWorks = true;
  for (const { name, packages, file } of LIBRARIES) {
    if (named || isThere({ file }) || !existsSync('/etc/debian_version')) continue;
    await step(say('unpacking_program', { program: name }), () =>
      unpack(packages, folder).catch((error) => {
        aptWorks = false;
        progress(error.message);
      }),
    );
  }
  const missing = LIBRARIES.filter((library) => !isThere(library)).map(({ name }) => name);
  for (const program of missing) progress(say('recipes_untested', { program }));
  return { environment: { CLIENT_LIBRARIES_PATH: folder }, missing, aptWorks };
}

/** Unpacks the packages and all that they need and this machine does not have, without running their scripts. */
async function unpack(packages, folder) {
  if (process.getuid?.() === 0) await run('apt-get', ['update', '-qq'], { quiet: true });
  const install = ['install', '-s', '-qq', '--no-install-recommends', ...packages];
  const { stdout } = await promisify(execFile)('apt-get', install);
  const needed = [...stdout.matchAll(/^Inst (\S+)/gm)].map(([, name]) => name);
  const downloads = cacheFolder(join('programs', 'packages', packages[0]));
  try {
    await run('apt-get', ['download', '-qq', ...needed], { quiet: true, cwd: downloads });
    // The library itself comes last: once it is there, all that it needs is.
    const isLast = (file) => packages.some((name) => file.startsWith(`${name}_`));
    const files = readdirSync(downloads).sort((a, b) => Number(isLast(a)) - Number(isLast(b)));
    for (const file of files) {
      await run('dpkg-deb', ['-x', join(downloads, file), folder], { quiet: true });
    }
  } finally {
    rmSync(downloads, { recursive: true, force: true });
  }
}
