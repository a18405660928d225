import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { writeApacheConfiguration } from './apache.ts';

const RECIPES = join(import.meta.dirname, '../../../integrations/oidc');
const run = promisify(execFile);

/** Where compiled recipes are; removed with the process. */
const built = mkdtempSync(join(tmpdir(), 'maqiao-oidc-recipes-'));
process.on('exit', () => rmSync(built, { recursive: true, force: true }));

/** How a recipe's site is started. */
interface Start {
  command: readonly [program: string, ...args: string[]];
  /** Beside what every recipe gets. */
  environment?: Record<string, string>;
}

/** A recipe that is no JavaScript. */
export interface Recipe {
  name: string;
  /** Where the authorization code is sent. */
  callback: string;
  /** Where it takes logout tokens (Back-Channel Logout 1.0). */
  backchannel?: string;
  /** Compiles what has to be compiled. `folder` is the running site's own. */
  start(place: { port: number; folder: string }): Promise<Start>;
  /** Why it is not run here: its program or library is not to be had. */
  missing?: string;
}

/** The places where `npm test` unpacks libraries, and where Debian installs them. */
const ROOTS = [process.env.CLIENT_LIBRARIES_PATH, '/'].filter((root) => root !== undefined && root !== '');

/** The path of a file or a folder of Debian's packages; undefined when it is in none of the places. */
const find = (path: string): string | undefined =>
  ROOTS.map((root) => join(root ?? '/', path)).find((place) => existsSync(place));

/** Folders of Debian's packages in all places, as search paths want them. */
const all = (path: string): string =>
  ROOTS.map((root) => join(root ?? '/', path))
    .filter((place) => existsSync(place))
    .join(':');

/** Says why a recipe cannot run: the first of what it needs that is not there. */
function recipe(
  name: string,
  needs: { programs?: string[]; files?: string[] },
  { callback = '/callback', ...rest }: Pick<Recipe, 'start' | 'backchannel'> & { callback?: string },
): Recipe {
  const program = needs.programs?.find((variable) => !process.env[variable]);
  const file = needs.files?.find((path) => find(path) === undefined);
  const missing =
    program === undefined ? file && `${file} is missing` : `${program} is not set: npm test sets it`;
  return { name, callback, ...rest, ...(missing !== undefined && { missing }) };
}

const program = (variable: string): string => process.env[variable] ?? '';
const GO_OIDC = 'usr/share/gocode/src/github.com/coreos/go-oidc';
const JACKSON = ['annotations', 'core', 'databind'].map((part) => `usr/share/java/jackson-${part}.jar`);

/** Every recipe of integrations/oidc that is not JavaScript. */
export const RECIPES_OF_PROGRAMS: readonly Recipe[] = [
  recipe(
    'Apache with mod_auth_openidc',
    { files: ['usr/sbin/apache2', 'usr/lib/apache2/modules/mod_auth_openidc.so'] },
    {
      callback: '/members/callback',
      backchannel: '/members/callback?logout=backchannel',
      start: ({ port, folder }) => {
        const modules = find('usr/lib/apache2/modules/mod_auth_openidc.so') ?? '';
        const file = writeApacheConfiguration({
          folder,
          port,
          modules: join(modules, '..'),
          recipe: join(RECIPES, 'apache'),
        });
        const libraries = ROOTS.flatMap((root) =>
          ['usr/lib', 'lib'].flatMap((lib) => multiarch(join(root ?? '/', lib))),
        );
        return Promise.resolve({
          command: [find('usr/sbin/apache2') ?? '', '-X', '-f', file],
          environment: { LD_LIBRARY_PATH: libraries.join(':'), SESSION_SECRET: 'a secret of this test' },
        });
      },
    },
  ),
  recipe(
    'PHP',
    { programs: ['PHP_PATH'] },
    {
      start: ({ port, folder }) =>
        Promise.resolve({
          command: [program('PHP_PATH'), '-S', `127.0.0.1:${port}`, join(RECIPES, 'php/index.php')],
          environment: { TMPDIR: folder }, // its sessions
        }),
    },
  ),
  recipe(
    'Python with authlib',
    {
      programs: ['PYTHON_PATH'],
      files: ['authlib', 'flask'].map((name) => `usr/lib/python3/dist-packages/${name}`),
    },
    {
      start: () =>
        Promise.resolve({
          command: [program('PYTHON_PATH'), join(RECIPES, 'python/app.py')],
          environment: { PYTHONPATH: all('usr/lib/python3/dist-packages'), PYTHONDONTWRITEBYTECODE: '1' },
        }),
    },
  ),
  recipe(
    'Go with go-oidc',
    { programs: ['GO_PATH'], files: [GO_OIDC] },
    {
      start: async () => {
        const home = join(built, 'go-home');
        mkdirSync(home, { recursive: true });
        const env = {
          PATH: process.env.PATH,
          HOME: home,
          GOCACHE: join(home, 'cache'),
          GOPATH: all('usr/share/gocode'),
          GOFLAGS: '',
          GO111MODULE: 'off',
        };
        const site = join(built, 'go-site');
        await run(program('GO_PATH'), ['build', '-o', site, join(RECIPES, 'go/main.go')], { env });
        return { command: [site] };
      },
    },
  ),
  recipe(
    'Java',
    { programs: ['JAVAC_PATH'], files: JACKSON },
    {
      start: async () => {
        const jars = JACKSON.map((jar) => find(jar) ?? '');
        await run(program('JAVAC_PATH'), [
          '-cp',
          jars.join(':'),
          '-d',
          built,
          join(RECIPES, 'java/Site.java'),
        ]);
        const classpath = [built, ...jars].join(':');
        return { command: [join(program('JAVAC_PATH'), '../java'), '-cp', classpath, 'Site'] };
      },
    },
  ),
];

/** The folder of libraries and those of its architectures: `lib/x86_64-linux-gnu`. */
function multiarch(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('-linux-gnu'))
    .map((name) => join(folder, name));
}
