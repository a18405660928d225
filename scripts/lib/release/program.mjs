// Puts Maqiao itself into an archive: the bundled server, the login page, the commands, the examples of deploy/ and the
// documentation.
import { chmodSync, cpSync, copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../workspace.mjs';
import { bundle } from './bundle.mjs';
import { noticesOf } from './notices.mjs';
import { NODE_VERSION } from './platforms.mjs';

/** Copied unchanged. */
const PAGES = ['LICENSE', 'CHANGELOG.md', 'SECURITY.md'];
/** Pages for users of an archive: how to install it, and its settings. */
const OWN_PAGES = ['README.md', 'README.zh-CN.md', '.env.example'];
const OWN_PAGES_FOLDER = 'deploy/archive';
const FOLDERS = ['docs', 'deploy', 'languages'];
/** Screenshots and the site's generator, which are not needed on a server. */
const EXCLUDED =
  /([\\/]docs[\\/](gallery|\.vitepress)|[\\/]docs[\\/]pictures[\\/].+\.png|[\\/]deploy[\\/]archive)([\\/]|$)/;

/** The npm package for sites, which the server offers for download (apps/api/src/web-pages/browser-package.ts). */
const BROWSER_PACKAGE = 'libs/browser/dist/maqiao-browser.tgz';

/** The commands of an archive that are also npm scripts; `./maqiao <command>` works without npm. */
const SCRIPTS = ['init', 'doctor', 'users', 'clients', 'backup', 'restore', 'keys:rotate'];

/** The other programs of the API: files of apps/api/dist/commands, and their names in a release. */
const COMMANDS = [
  'doctor',
  'users',
  'clients',
  'backup',
  'restore',
  'keys-rotate',
  'draw-pictures',
  'init',
  'install',
  'uninstall',
  'version',
  'help',
];

/** The bundles: the server, the commands (which share files), and the program that is loaded before each of them. */
const BUNDLES = [
  { main: 'apps/api/dist/main.js' },
  Object.fromEntries(COMMANDS.map((name) => [name, `apps/api/dist/commands/${name}.js`])),
  { 'readable-stacks': 'scripts/lib/release/readable-stacks.mjs' },
];

/** Writes everything of Maqiao's own into the folder of a release. */
export async function putProgram(
  /** @type {string} */ top,
  /** @type {{ version: string, platform: string }} */ { version, platform },
) {
  const bundled = [];
  for (const files of BUNDLES) {
    const programs = Object.entries(files).map(([name, file]) => [name, join(root, file)]);
    bundled.push(...(await bundle(Object.fromEntries(programs), join(top, 'apps/api/dist'))));
  }
  cpSync(join(root, 'apps/web/dist'), join(top, 'apps/web/dist'), {
    recursive: true,
    filter: (path) => !path.endsWith('.map'),
  });
  cpSync(join(root, BROWSER_PACKAGE), join(top, BROWSER_PACKAGE));
  for (const page of PAGES) copyFileSync(join(root, page), join(top, page));
  for (const page of OWN_PAGES) copyFileSync(join(root, OWN_PAGES_FOLDER, page), join(top, page));
  for (const folder of FOLDERS) {
    cpSync(join(root, folder), join(top, folder), {
      recursive: true,
      filter: (path) => !EXCLUDED.test(path),
    });
  }
  writeJson(join(top, 'apps/api/package.json'), {
    name: '@maqiao/api',
    version,
    private: true,
    type: 'module',
  });
  writeJson(join(top, 'package.json'), {
    name: 'maqiao',
    version,
    private: true,
    license: 'MIT',
    scripts: {
      'start:production': 'sh ./maqiao start',
      ...Object.fromEntries(SCRIPTS.map((name) => [name, `sh ./maqiao ${name}`])),
    },
  });
  // The API looks for this file to know which folder is its own (apps/api/src/platform/process/installation-root.ts).
  writeJson(join(top, 'release.json'), { version, platform, node: NODE_VERSION });
  chmodSync(join(top, 'node/bin/node'), 0o755);
  writeFileSync(join(top, 'THIRD-PARTY-LICENSES.txt'), noticesOf(bundled));
  const command = join(top, 'maqiao');
  copyFileSync(join(root, 'scripts/lib/release/maqiao.sh'), command);
  chmodSync(command, 0o755);
}

function writeJson(path, value) {
  writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`);
}
