import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const RECIPES = join(import.meta.dirname, '../../../integrations/recipes');
const run = promisify(execFile);

/** A command and its arguments, ready to be started. */
export type Command = readonly [program: string, ...args: string[]];

/** How the recipes of a language are started, once what has to be compiled is compiled. */
export interface Language {
  name: string;
  /** The backend, listening on PORT. */
  introspect?: (port: number) => Promise<Command>;
  /** Reads a token from standard input. */
  jwks?: () => Promise<Command>;
  /** Why nothing of it is run here: its program is not to be had. */
  missing?: string;
}

/** Where compiled recipes are; removed with the process. */
const built = mkdtempSync(join(tmpdir(), 'maqiao-recipes-built-'));
process.on('exit', () => rmSync(built, { recursive: true, force: true }));

/** `npm test` names the programs; without a name the one on the path is tried. */
function programOf(variable: string): { program: string } | { missing: string } {
  const program = process.env[variable];
  return program
    ? { program }
    : { missing: `${variable} is not set: npm test sets it where it finds or can install it` };
}

function language(
  name: string,
  variable: string,
  recipes: (program: string) => Pick<Language, 'introspect' | 'jwks'>,
): Language {
  const found = programOf(variable);
  return 'missing' in found ? { name, missing: found.missing } : { name, ...recipes(found.program) };
}

const of = (...path: string[]) => join(RECIPES, ...path);

/** Every language that has a recipe. */
export const LANGUAGES: readonly Language[] = [
  {
    name: 'Node',
    introspect: () => Promise.resolve([process.execPath, of('node/introspect.mjs')]),
    jwks: () => Promise.resolve([process.execPath, of('node/jwks.mjs')]),
  },
  language('Python', 'PYTHON_PATH', (python) => ({
    introspect: () => Promise.resolve([python, of('python/introspect.py')]),
    jwks: () => Promise.resolve([python, of('python/jwks.py')]),
  })),
  language('PHP', 'PHP_PATH', (php) => ({
    introspect: (port) => Promise.resolve([php, '-S', `127.0.0.1:${port}`, of('php/introspect.php')]),
    jwks: () => Promise.resolve([php, of('php/jwks.php')]),
  })),
  language('Java', 'JAVAC_PATH', (javac) => {
    // Compiled once: started from its source, each run would compile it.
    const compiled = async (name: string): Promise<Command> => {
      await run(javac, ['-d', built, of(`java/${name}.java`)]);
      return [join(javac, '../java'), '-cp', built, name];
    };
    return { introspect: () => compiled('Introspect'), jwks: () => compiled('Jwks') };
  }),
  language('Go', 'GO_PATH', (go) => {
    const compiled = async (name: string): Promise<Command> => {
      const program = join(built, `go-${name}`);
      const home = join(built, 'go-home');
      mkdirSync(home, { recursive: true });
      const env = {
        ...process.env,
        HOME: home,
        GOCACHE: join(home, 'cache'),
        GOFLAGS: '',
        GO111MODULE: 'off',
      };
      await run(go, ['build', '-o', program, of(`go/${name}/main.go`)], { env });
      return [program];
    };
    return { introspect: () => compiled('introspect'), jwks: () => compiled('jwks') };
  }),
];

/** The recipes that are no backends: the first reads a token from standard input, the others a session's id. */
export const CURL: Command = ['sh', of('curl/introspect.sh')];
export const CURL_KEEP_SESSION: Command = ['sh', of('curl/keep-session.sh')];
export const CURL_END_SESSION: Command = ['sh', of('curl/end-session.sh')];
