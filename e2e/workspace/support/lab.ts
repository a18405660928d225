import { generateKeyPairSync } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const ROOT = join(import.meta.dirname, '../../..');

/**
 * What takes long, or writes into the workspace, is played: by a program that enters its name into the file WORKING and
 * waits for its end, with a child of its own that takes no notice of signals. With STAND_IN=fails it fails at once.
 */
const STAND_IN = (name: string) => `
if (process.env.STAND_IN === 'fails') process.exit(3);
import('node:child_process').then(({ spawn }) =>
  import('node:fs').then(({ appendFileSync }) => {
    const stubborn = "process.on('SIGTERM', () => {}); process.on('SIGINT', () => {}); console.log('deaf'); setInterval(() => {}, 1000)";
    const child = spawn(process.execPath, ['-e', stubborn], { stdio: ['ignore', 'pipe', 'inherit'] });
    child.stdout.once('data', () => appendFileSync(process.env.WORKING, ${JSON.stringify(`${name}\n`)}));
  }),
);
setInterval(() => {}, 1000);
`;

/** Waits as a stand-in does: what each command comes to, in a workspace where only the API is built. */
const PROGRAMS = [
  'node_modules/prettier/bin/prettier.cjs',
  'node_modules/eslint/bin/eslint.js',
  'node_modules/jest/bin/jest.js',
  'docs/.vitepress/node_modules/vitepress/bin/vitepress.js',
  'e2e/take-pictures.ts',
  ...['init', 'doctor', 'users', 'clients', 'backup', 'restore', 'keys-rotate'].map(
    (name) => `api-programs/commands/${name}.js`,
  ),
];

/** The workspace with its real commands and real Node, and stand-ins for the programs that they run. */
export class Lab {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'maqiao-commands-')));
  readonly #working = this.write('working', '');
  /** How many names have been taken from it. */
  #taken = 0;

  constructor() {
    const { folder } = this;
    cpSync(join(ROOT, 'scripts'), join(folder, 'scripts'), {
      recursive: true,
      filter: (path) => !path.endsWith('node_modules'),
    });
    for (const file of ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml'])
      cpSync(join(ROOT, file), join(folder, file));
    for (const part of ['apps', 'libs', 'examples']) this.#packagesOf(part);
    for (const name of ['node', 'rolldown', 'tar']) this.#link(`node_modules/${name}`);
    for (const program of PROGRAMS) this.write(program, STAND_IN(program));
    this.write('docs/index.md', '# Nothing\n');
    for (const name of ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml'])
      this.write(`docs/.vitepress/${name}`, '{}');
    // An archive to be tried in an emulator, both played.
    this.write('.cache/programs/libraries-arm64/.unpacked', '');
    this.#program('qemu-aarch64-static', 'qemu');
    this.#program(
      'npx',
      'npx',
      'if [ -z "${INSTALLING:-}" ]; then exit 0; fi; echo "Progress: resolved 10, reused 3, downloaded 4, added 7"',
    );
    for (const name of ['psql', 'pg_dump', 'pg_restore', 'initdb', 'postgres']) this.#program(name, name);
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    this.write('upload.key', privateKey.export({ type: 'pkcs1', format: 'pem' }).toString());
    chmodSync(join(folder, 'upload.key'), 0o600);
  }

  /** The environment of a person who has nothing set but what tests need. */
  environment(more: Record<string, string> = {}): Record<string, string> {
    const bin = join(this.folder, 'bin');
    const anything = process.execPath;
    return {
      PATH: `${bin}:${process.env.PATH ?? ''}`,
      HOME: this.folder,
      WORKING: this.#working,
      MAQIAO_LANG: 'en',
      npm_config_update_notifier: 'false',
      CHROMIUM_PATH: anything,
      REDIS_SERVER_PATH: anything,
      NGINX_PATH: anything,
      CADDY_PATH: anything,
      PGBOUNCER_PATH: anything,
      PROMTOOL_PATH: anything,
      POSTGRES_PROGRAMS: bin,
      CLIENT_LIBRARIES_PATH: this.folder,
      ...Object.fromEntries(
        ['PYTHON', 'PHP', 'JAVAC', 'GO'].map((name) => [`${name}_PATH`, '/usr/bin/true']),
      ),
      ...more,
    };
  }

  /** For what sends a mini program to WeChat. */
  get owner(): Record<string, string> {
    return {
      WECHAT_APP_ID: 'wx0123456789abcdef',
      WECHAT_APP_SECRET: '0123456789abcdef0123456789abcdef',
      PUBLIC_URL: 'https://login.example.com',
      WECHAT_UPLOAD_KEY_FILE: join(this.folder, 'upload.key'),
    };
  }

  /** The names of the stand-ins that have begun to work since this was asked last. */
  takeWorking(): string[] {
    // The file only grows: a name that is written while it is read comes with the next call.
    const names = readFileSync(this.#working, 'utf8').split('\n').slice(0, -1);
    const begun = names.slice(this.#taken);
    this.#taken = names.length;
    return begun;
  }

  /** The next command installs again. */
  forgetInstallation(): void {
    rmSync(join(this.folder, 'node_modules/.maqiao-installed'), { force: true });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Every package with a build that is played; the API's ends, and leaves the programs of the commands. */
  #packagesOf(part: string): void {
    for (const name of readdirSync(join(ROOT, part))) {
      const path = `${part}/${name}`;
      if (!existsSync(join(ROOT, path, 'package.json'))) continue;
      if (existsSync(join(ROOT, path, 'src'))) this.#link(`${path}/src`);
      const build = name === 'api' ? 'cp -r ../../api-programs dist && touch dist/main.js' : 'node build.mjs';
      this.write(`${path}/package.json`, JSON.stringify({ name, scripts: { build } }));
      this.write(`${path}/build.mjs`, STAND_IN(`build of ${path}`));
    }
  }

  #program(name: string, says: string, before = ''): void {
    const script = this.write(`stand-ins/${name}.mjs`, STAND_IN(says));
    const program = this.write(
      `bin/${name}`,
      `#!/bin/sh\n${before}\nexec "${process.execPath}" "${script}"\n`,
    );
    chmodSync(program, 0o755);
  }

  #link(path: string): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true });
    symlinkSync(realpathSync(join(ROOT, path)), join(this.folder, path));
  }

  /** Puts a text into a file of the lab, and returns its path. */
  write(path: string, text: string): string {
    const file = join(this.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  }
}
