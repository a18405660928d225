import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Those that Debian loads, as far as the recipe needs them. */
const MODULES = [
  'mpm_event',
  'authn_core',
  'authz_core',
  'authz_user',
  'auth_openidc',
  'dir',
  'filter',
  'include',
  'mime',
];

interface ApachePlan {
  /** Where its own files go. */
  folder: string;
  port: number;
  /** The folder of its modules. */
  modules: string;
  /** integrations/oidc/apache */
  recipe: string;
}

/** Writes what Debian's own configuration has, on a port of the test, around the recipe. @returns the path */
export function writeApacheConfiguration({ folder, port, modules, recipe }: ApachePlan): string {
  const file = join(folder, 'apache2.conf');
  const lines = [
    `ServerRoot ${folder}`,
    `Listen 127.0.0.1:${port}`,
    `ServerName localhost:${port}`,
    `PidFile ${join(folder, 'apache2.pid')}`,
    `DefaultRuntimeDir ${folder}`,
    // To its standard output: a socket cannot be opened as a file.
    'ErrorLog "|/bin/cat"',
    ...MODULES.map((name) => `LoadModule ${name}_module ${join(modules, `mod_${name}.so`)}`),
    'TypesConfig /dev/null',
    'AddType text/html .html .shtml',
    'AddOutputFilter INCLUDES .shtml',
    'DirectoryIndex index.html index.shtml',
    `DocumentRoot ${join(recipe, 'site')}`,
    `<Directory ${join(recipe, 'site')}>`,
    'Options +Includes',
    'Require all granted',
    '</Directory>',
    `Include ${join(recipe, 'maqiao.conf')}`,
  ];
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
}
