import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { createSceneName, createVerifier } from '@maqiao/shared';
import { fetchWhole } from '@maqiao/test-servers';
import type { Simulator } from '@maqiao/wechat-simulator';
import { execFileSync, type ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../support/until.ts';
import { startServer } from './support/running.ts';
import { settle, unpackRelease, type Unpacked } from './support/unpacked.ts';
import { uploadPicture } from './support/upload.ts';

jest.setTimeout(60_000);

let unpacked: Unpacked;
beforeAll(() => {
  unpacked = unpackRelease();
});
afterAll(() => unpacked.remove());

const inRelease = (...path: string[]) => join(unpacked.folder, ...path);

describe('what is in one file', () => {
  test('the server and all that it imports, but native addons and data; each program has its map', () => {
    const programs = readdirSync(inRelease('apps/api/dist')).filter((name) => name.endsWith('.js'));
    expect(programs.sort()).toEqual(
      [
        ...['backup', 'clients', 'doctor', 'draw-pictures', 'help', 'init', 'install', 'keys-rotate', 'main'],
        ...['readable-stacks', 'restore', 'uninstall', 'users', 'version'],
      ].map((name) => `${name}.js`),
    );
    for (const name of programs) expect(existsSync(inRelease('apps/api/dist', `${name}.map`))).toBe(true);
    const main = readFileSync(inRelease('apps/api/dist/main.js'), 'latin1');
    const imported = [...main.matchAll(/^import (?:.* from )?"([^"]+)"/gm)].map(([, name = '']) => name);
    const packages = imported.filter((name) => !name.startsWith('node:') && !/^[a-z_0-9]+$/.test(name));
    expect(packages).toEqual(['better-sqlite3']);
    expect(readdirSync(inRelease('node_modules')).sort()).toEqual(
      ['@img', 'better-sqlite3', 'detect-libc', 'ip2region', 'semver', 'sharp'].sort(),
    );
    // V8 keeps one byte a character only where no character needs more.
    expect(/[^\0-\x7f]/.test(main)).toBe(false);
  });

  test('whose work is in it, by which licence', () => {
    const notices = readFileSync(inRelease('THIRD-PARTY-LICENSES.txt'), 'utf8');
    for (const name of ['@nestjs/core', 'fastify', 'socket.io', 'rxjs', 'tldts', 'zod']) {
      expect(notices).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\((MIT|Apache-2.0)\\)$`, 'm'));
    }
    expect(notices).toContain('Permission is hereby granted');
    expect(notices).not.toContain('@maqiao/');
  });

  test('it runs in a folder of any name', () => {
    const moved = join(unpacked.folder, '../# 100% 码桥?');
    renameSync(unpacked.folder, moved);
    try {
      expect(execFileSync(join(moved, 'maqiao'), ['version'], { encoding: 'utf8' })).toMatch(/^Maqiao \d/);
    } finally {
      renameSync(moved, unpacked.folder);
    }
  });

  test('nothing of the machine that made it', () => {
    for (const name of readdirSync(inRelease('apps/api/dist'), { recursive: true, encoding: 'utf8' })) {
      const path = inRelease('apps/api/dist', name);
      if (!statSync(path).isFile()) continue;
      const text = readFileSync(path, 'latin1');
      expect([name, text.includes(join(import.meta.dirname, '../..'))]).toEqual([name, false]);
      expect([name, /node_modules\/\.pnpm/.test(text)]).toEqual([name, false]);
      // Nor by a way that leads out of the folder, to where it was made.
      expect([name, /\bimport\("\.\.\//.test(text)]).toEqual([name, false]);
    }
  });
});

describe('what it serves', () => {
  let simulator: Simulator;
  let url: string;
  let server: ChildProcess;
  let said: () => string;

  beforeAll(async () => {
    ({ simulator, url } = await settle(unpacked, { TRUST_PROXY: 1 }));
    // Whatever a shell has set: what is for developers is not in an archive.
    ({ child: server, said } = await startServer(unpacked, url, { env: { NODE_ENV: 'development' } }));
  });
  afterAll(async () => {
    server.kill('SIGKILL');
    await simulator.close();
  });

  async function post(path: string, body: object, headers: Record<string, string> = {}) {
    const response = await fetch(url + path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    return (await response.json()) as Record<string, unknown>;
  }

  test('what V8 has compiled is kept for the next start', async () => {
    const kept = () =>
      readdirSync(inRelease('.cache'), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => statSync(join(entry.parentPath, entry.name)).size);
    // The server's is by far the largest: megabytes.
    await until(
      () => Math.max(...kept()) > 2 ** 20,
      () => `the code to be written: ${kept().join(', ')}`,
    );
  });

  test('both pages, the figures, and no page for developers', async () => {
    for (const path of ['/', '/admin']) {
      const page = await fetch(url + path);
      expect([path, page.status, await page.text()]).toEqual([path, 200, expect.stringMatching(/<script /)]);
    }
    expect(await (await fetch(`${url}/metrics`)).text()).toMatch(/^# HELP maqiao_/m);
    for (const path of ['/api/docs', '/api/docs-json']) expect((await fetch(url + path)).status).toBe(404);
  });

  test('the files of the page, by GET and HEAD, for ever where their name says what is in them; nothing else', async () => {
    const page = await (await fetch(url)).text();
    const [, script = ''] = /src="(\/assets\/[^"]+\.js)"/.exec(page) ?? [];
    const size = String(statSync(inRelease('apps/web/dist', script)).size);
    for (const method of ['GET', 'HEAD']) {
      const { status, headers } = await fetchWhole(url + script, { method });
      expect([method, status, headers.get('content-length')]).toEqual([method, 200, size]);
      expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      expect(headers.get('content-security-policy')).toEqual(expect.any(String));
    }
    expect((await fetchWhole(`${url}/maqiao.js`)).headers.get('cache-control')).toBe('no-cache');
    for (const path of [
      '/index.html',
      '/admin.html',
      '/assets',
      '/assets/',
      '/assets/other.js',
      '/assets/..%2findex.html',
      '/assets/%2e%2e/maqiao.js.map',
      '/..%2f..%2fapi/package.json',
    ]) {
      const { status, headers } = await fetchWhole(url + path);
      expect([path, status, headers.get('content-type')]).toEqual([path, 404, expect.stringMatching(/json/)]);
    }
  });

  test('the package that sites install, as it was built', async () => {
    const path = 'libs/browser/dist/maqiao-browser.tgz';
    const answer = await fetch(`${url}/packages/maqiao-browser.tgz`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/gzip']);
    expect(Buffer.from(await answer.arrayBuffer()).equals(readFileSync(inRelease(path)))).toBe(true);
    expect(readFileSync(inRelease(path)).equals(readFileSync(join(import.meta.dirname, '../..', path)))).toBe(
      true,
    );
    const headers = { 'If-None-Match': answer.headers.get('etag') ?? '' };
    expect((await fetch(`${url}/packages/maqiao-browser.tgz`, { headers })).status).toBe(304);
  });

  test('a picture that a person chose, drawn in a process of its own (issue 12, number 2)', async () => {
    expect(await uploadPicture(url, simulator)).toEqual({ format: 'jpeg', width: 256, height: 256 });
  });

  test('the place of a browser, from the data beside the code', async () => {
    const verifier = createVerifier(globalThis.crypto);
    const scene = createSceneName(verifier, Date.now());
    await post('/api/scenes', { scene }, { 'X-Forwarded-For': '114.114.114.114' });
    const scanned = await post(`/api/scenes/${scene}/scan`, { code: simulator.loginCode('a') });
    expect(scanned.request).toMatchObject({ region: expect.stringContaining('江苏') });
  });

  test('an error names the line of our sources that it came from', async () => {
    const alter = (sql: string) => {
      const script = `new (require('better-sqlite3'))('data/maqiao.db').exec(${JSON.stringify(sql)})`;
      execFileSync(inRelease('node/bin/node'), ['-e', script], { cwd: inRelease() });
    };
    alter('ALTER TABLE users RENAME TO users_away');
    const answer = await post('/api/mini-program/session', { code: simulator.loginCode('b') });
    alter('ALTER TABLE users_away RENAME TO users');
    expect(answer).toMatchObject({ code: 'internal' });
    const logged = () =>
      said()
        .split('\n')
        .find((line) => line.includes('no such table: users'));
    await until(
      () => logged() !== undefined,
      () => `the error in the log: ${said()}`,
    );
    const { err } = JSON.parse(logged() ?? '{}') as { err: { stack: string } };
    const [first = '', ...frames] = err.stack.split('\n');
    expect(first).toBe('SqliteError: no such table: users');
    expect(frames).toContainEqual(
      expect.stringMatching(/^ {4}at .*apps\/api\/src\/[a-z/-]+\/database\/[a-z-]+\.ts:\d+:\d+\)?$/),
    );
    expect(frames.filter((frame) => frame.includes('main.js'))).toEqual([]);
  });
});
