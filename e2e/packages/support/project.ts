import { spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterTest } from '../../support/after-test.ts';
import { startRegistry } from './registry.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures');
/** The login's address as the projects' sources have it. */
const WRITTEN_URL = 'https://login.example.com';
/** Vite, webpack, Next, TypeScript and React, installed by `npm test` (scripts/lib/builds.mjs). */
const BUILDERS = join(import.meta.dirname, '../../../.cache/isolated/site-builders/node_modules');

/** A project of somebody who has nothing of this repository but the package. */
export interface Project {
  folder: string;
  /** Runs a program of an installed package, such as `vite/bin/vite.js`, in the project. @throws with all it printed */
  run(program: string, ...args: string[]): Promise<string>;
  /** Runs a file of the project. @throws with all it printed */
  node(file: string): Promise<string>;
  /** Puts a package of the builders into node_modules. */
  link(name: string, as?: string): void;
}

/**
 * Copies a project out of the repository and installs the package there, with npm and from the login's server:
 * `npm install https://login.example.com/packages/maqiao-browser.tgz`. It is removed after the test.
 * @param name of a folder of fixtures
 * @param loginUrl where the login is; the projects' sources are set to it
 * @param builders packages that the project has beside it
 */
export async function createProject(
  name: string,
  loginUrl: string,
  builders: readonly string[],
): Promise<Project> {
  const folder = mkdtempSync(join(tmpdir(), `maqiao-${name}-`));
  afterTest(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(join(FIXTURES, name), folder, { recursive: true });
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!/\.(m?tsx?|mjs|html)$/.test(file)) continue;
    const path = join(folder, file);
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll(WRITTEN_URL, loginUrl));
  }
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'site', private: true, type: 'module' }),
  );
  await install(folder, `${loginUrl}/packages/maqiao-browser.tgz`);
  const project: Project = {
    folder,
    run: (program, ...args) =>
      execute(process.execPath, [join(folder, 'node_modules', program), ...args], folder),
    node: (file) => execute(process.execPath, [file], folder),
    link(from, as = from) {
      const path = join(folder, 'node_modules', as);
      if (!existsSync(join(BUILDERS, from))) throw new Error(`${from} is not installed: run npm test`);
      mkdirSync(dirname(path), { recursive: true });
      rmSync(path, { force: true });
      symlinkSync(join(BUILDERS, from), path);
    },
  };
  for (const builder of builders) project.link(builder);
  return project;
}

async function install(folder: string, address: string): Promise<void> {
  const registry = await startRegistry();
  const options = ['--registry', registry, '--cache', join(folder, '.npm'), '--no-audit', '--no-fund'];
  await execute('npm', ['install', address, ...options], folder);
}

/** What the projects' programs are given: nothing of this workspace, and nobody to report to. */
function environment(folder: string): NodeJS.ProcessEnv {
  return {
    PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH ?? ''}`,
    HOME: folder,
    NEXT_TELEMETRY_DISABLED: '1',
  };
}

function execute(command: string, args: readonly string[], folder: string): Promise<string> {
  const child = spawn(command, args, {
    cwd: folder,
    env: environment(folder),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => {
      if (status === 0) resolve(output);
      else reject(new Error(`${command} ${args.join(' ')} ended with ${status}:\n${output}`));
    });
  });
}

/** Starts a server of the project, and waits until it says that it is ready; it is ended after the test. */
export async function serve({ folder }: Project, program: string, ...args: string[]): Promise<void> {
  const child = spawn(process.execPath, [join(folder, 'node_modules', program), ...args], {
    cwd: folder,
    env: environment(folder),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  afterTest(() => {
    child.kill('SIGKILL');
    return ended;
  });
  await new Promise<void>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      output += chunk.toString();
      if (/ready/i.test(output)) resolve();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('close', () => reject(new Error(`${program} ended: ${output}`)));
  });
}
