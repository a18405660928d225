import { cpSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { create } from 'tar';
import { afterTest } from '../../support/after-test.ts';

interface Manifest {
  name: string;
  version: string;
  dependencies?: Record<string, string>;
}

/**
 * An npm registry on this machine, so that `npm install` needs no network: it has what `@maqiao/browser` depends on, and
 * what that depends on, each in the version that the workspace has installed, and nothing else.
 * @returns its address, for npm's `--registry`; it is closed after the test
 */
export async function startRegistry(): Promise<string> {
  const folders = dependenciesOf(join(import.meta.dirname, '../../../libs/browser'));
  const server = createServer((request, response) => {
    const [, name = '', isTarball] =
      /^\/(.+?)(\/-\/package\.tgz)?$/.exec(decodeURIComponent(request.url ?? '')) ?? [];
    const folder = folders.get(name);
    if (folder === undefined) return void response.writeHead(404).end();
    if (isTarball !== undefined) return void response.writeHead(200).end(pack(folder));
    // https://github.com/npm/registry/blob/main/docs/responses/package-metadata.md, as far as an installation needs it.
    const manifest = manifestIn(folder);
    const tarball = `http://${request.headers.host}/${name}/-/package.tgz`;
    response.writeHead(200, { 'content-type': 'application/json' }).end(
      JSON.stringify({
        name,
        'dist-tags': { latest: manifest.version },
        versions: { [manifest.version]: { ...manifest, dist: { tarball } } },
      }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterTest(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** What `npm pack` would make of an installed package. */
function pack(folder: string): Buffer {
  const temporary = mkdtempSync(join(tmpdir(), 'maqiao-packed-'));
  try {
    const file = join(temporary, 'package.tgz');
    // pnpm installs hard links: two files that hold the same would become a file and a link, which npm leaves out.
    const copy = join(temporary, 'package');
    cpSync(folder, copy, { recursive: true, filter: (path) => path !== join(folder, 'node_modules') });
    // At once: tar's streams have been seen to end never.
    create({ sync: true, gzip: true, cwd: temporary, portable: true, file }, ['package']);
    return readFileSync(file);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** Where each package is that this one needs, directly or not. */
function dependenciesOf(folder: string, found = new Map<string, string>()): Map<string, string> {
  for (const name of Object.keys(manifestIn(folder).dependencies ?? {})) {
    if (found.has(name)) continue;
    const dependency = realpathSync(installedFor(folder, name));
    found.set(name, dependency);
    dependenciesOf(dependency, found);
  }
  return found;
}

/** Where Node looks for a package of that name from a folder. */
function installedFor(folder: string, name: string): string {
  const candidate = join(folder, 'node_modules', name);
  if (existsSync(candidate)) return candidate;
  if (dirname(folder) === folder) throw new Error(`${name} is not installed`);
  return installedFor(dirname(folder), name);
}

function manifestIn(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
}
