import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { createSceneName, createVerifier } from '@maqiao/shared';
import { fetchWhole } from '@maqiao/test-servers';
import type { Simulator } from '@maqiao/wechat-simulator';
import { execFile, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, lstatSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../support/until.ts';
import { startServer } from './support/running.ts';
import { settle, unpackRelease, type Unpacked } from './support/unpacked.ts';

jest.setTimeout(60_000);

/** No npm, no Node, no compiler: whoever looks for a program finds none. */
const NOTHING = { PATH: '/nonexistent' };

let unpacked: Unpacked;
/** The folder that the archive unpacks to. */
let release: string;
beforeAll(() => {
  unpacked = unpackRelease();
  release = unpacked.folder;
});
afterAll(() => unpacked.remove());

/** One of its commands, with nothing but the archive. */
function maqiao(...args: string[]) {
  return maqiaoIn({}, ...args);
}

function maqiaoIn(
  environment: Record<string, string>,
  ...args: string[]
): Promise<{ status: number; out: string; err: string }> {
  const env = { ...NOTHING, ...environment };
  return new Promise((resolve) => {
    execFile(join(release, 'maqiao'), args, { env, cwd: '/' }, (error, out, err) =>
      resolve({ status: error === null ? 0 : Number(error.code), out, err }),
    );
  });
}

describe('what is in it', () => {
  const files = () => readdirSync(release, { recursive: true, encoding: 'utf8' });

  test('nothing to build or to test with, and nothing of the demo', () => {
    const modules = readdirSync(join(release, 'node_modules'));
    for (const name of [
      'vite',
      'webpack',
      'typescript',
      'jest',
      '@swc',
      '@tarojs',
      '@types',
      'playwright-core',
      '@maqiao',
    ]) {
      expect(modules).not.toContain(name);
    }
    expect(files().filter((name) => /\.(ts|tsx|spec\.js)$/.test(name))).toEqual([]);
    // The source map lists what is in the server's one file.
    const { sources } = JSON.parse(readFileSync(join(release, 'apps/api/dist/main.js.map'), 'utf8')) as {
      sources: string[];
    };
    expect(sources).toContain('libs/shared/src/transitions.ts');
    const demo = /^libs\/(wechat-simulator|mini-program-host|test-servers)\/|\.spec\.ts$/;
    expect(sources.filter((name) => demo.test(name))).toEqual([]);
  });

  test('native parts for its own platform only, and no link that leads out', () => {
    const { platform } = JSON.parse(readFileSync(join(release, 'release.json'), 'utf8')) as {
      platform: string;
    };
    const binaries = files().filter((name) => name.endsWith('.node'));
    expect(binaries.length).toBeGreaterThan(0);
    for (const name of binaries) expect(name).toContain(platform);
    expect(files().filter((name) => lstatSync(join(release, name)).isSymbolicLink())).toEqual([]);
  });

  test('the licence, the settings, the examples for proxies and supervisors, the pages to read', () => {
    for (const name of [
      'LICENSE',
      '.env.example',
      'README.md',
      'deploy/nginx.conf',
      'deploy/maqiao.service',
      'deploy/maqiao-as-service.sh',
      'README.zh-CN.md',
      'docs/deploy.md',
    ]) {
      expect([name, existsSync(join(release, name))]).toEqual([name, true]);
    }
    expect(statSync(join(release, 'maqiao')).mode & 0o111).toBe(0o111);
  });
});

describe('on a machine that has nothing else', () => {
  let simulator: Simulator;
  let url: string;
  let server: ChildProcess | undefined;

  beforeAll(async () => {
    ({ simulator, url } = await settle(unpacked));
    await start();
  });
  afterAll(async () => {
    server?.kill('SIGKILL');
    await simulator.close();
  });

  async function start(): Promise<void> {
    ({ child: server } = await startServer(unpacked, url));
  }

  async function stop(): Promise<{ code: unknown }> {
    if (!server) throw new Error('no server');
    const exit = once(server, 'exit');
    server.kill('SIGTERM');
    const [code] = (await exit) as unknown[];
    return { code };
  }

  async function post(path: string, body: object, headers: Record<string, string> = {}) {
    const response = await fetch(url + path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }

  /** @returns the token that the browser is given */
  async function signIn(): Promise<unknown> {
    const verifier = createVerifier(globalThis.crypto);
    const scene = createSceneName(verifier, Date.now());
    expect((await post('/api/scenes', { scene })).status).toBe(201);
    const scanned = await post(`/api/scenes/${scene}/scan`, { code: simulator.loginCode('a'), entry: 1047 });
    const Authorization = `Bearer ${String(scanned.body.accessToken)}`;
    expect((await post(`/api/scenes/${scene}/confirm`, {}, { Authorization })).status).toBe(200);
    return (await post(`/api/scenes/${scene}/token`, { verifier })).body.accessToken;
  }

  test('the page is served, a person signs in, and what is kept is kept in its folder', async () => {
    const page = await (await fetch(url)).text();
    const [, script = ''] = /src="([^"]+\.js)"/.exec(page) ?? [];
    expect((await fetchWhole(url + script)).headers.get('content-type')).toMatch(/javascript/);
    expect(await signIn()).toEqual(expect.any(String));
    expect(statSync(join(release, 'data/maqiao.db.secret')).mode & 0o777).toBe(0o600);
    // A release is for real sites: no page of the API for developers.
    expect((await fetch(`${url}/api/docs`)).status).toBe(404);
  });

  test('it takes a quarter of a small machine’s memory at most', () => {
    const status = readFileSync(`/proc/${server?.pid}/status`, 'utf8');
    const mebibytes = Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) / 1024;
    expect(mebibytes).toBeGreaterThan(20); // the server itself, and not the shell that started it
    expect(mebibytes).toBeLessThan(256);
  });

  test('doctor, backup, keys:rotate and restore come with it', async () => {
    const doctor = await maqiao('doctor', '--json');
    const { findings } = JSON.parse(doctor.out) as { findings: { code: string }[] };
    const codes = findings.map(({ code }) => code);
    expect(codes).toEqual(expect.arrayContaining(['wechat_ok', 'database_ok', 'forwarding_ok', 'socket_ok']));
    expect((await maqiao('keys:rotate')).out).toMatch(/^The key \S+ was made/);
    const { out } = await maqiao('backup');
    const [, folder = ''] = /^Backup: (.+)$/m.exec(out) ?? [];
    expect(folder).toMatch(/\/data\/backups\/maqiao-\d+T\d+Z$/);
    // There is no npm here.
    expect((await maqiao('users')).err).toMatch(/^maqiao users list/);
    expect(JSON.parse((await maqiao('clients', 'list', '--json')).out)).toMatchObject({ clients: [] });
    expect((await maqiao('restore', folder, '--replace')).err).toMatch(/Maqiao runs on this database/);
    // Backups are named by the second, and the next one is not far.
    rmSync(folder, { recursive: true });
  });

  test('asked for something else it says what there is', async () => {
    for (const args of [[], ['stop'], ['../x'], ['main;ls']]) {
      const { status, err } = await maqiao(...args);
      expect([args, status]).toEqual([args, 2]);
      expect(err).toMatch(/^Usage: maqiao init \| install/);
    }
  });

  /** What the container asks, every ten seconds. @returns its exit status */
  function lookAtHealth(): Promise<number> {
    const dockerfile = readFileSync(join(release, 'deploy/docker/Dockerfile'), 'utf8');
    const [, words = '[]'] = /^HEALTHCHECK [^[]+CMD (\[.+\])$/m.exec(dockerfile) ?? [];
    const [program = 'none', ...args] = JSON.parse(words) as string[];
    const env = { PORT: new URL(url).port };
    return new Promise((resolve) => {
      execFile(program, args, { env }, (error) => resolve(error === null ? 0 : Number(error.code)));
    });
  }

  test('SIGTERM stops it at once: the shell has made way for the server', async () => {
    expect(await lookAtHealth()).toBe(0);
    expect(await stop()).toEqual({ code: 0 });
    await expect(fetch(`${url}/livez`)).rejects.toThrow();
    expect(await lookAtHealth()).toBe(1);
    await start();
    expect(await signIn()).toEqual(expect.any(String));
  });

  test('a picture is drawn, backed up, and there again after a restore, with everybody signed in', async () => {
    const { body: phone } = await post('/api/mini-program/session', { code: simulator.loginCode('b') });
    const Authorization = `Bearer ${String(phone.accessToken)}`;
    const picture = await fetch(`${url}/api/me/avatar`, {
      method: 'PUT',
      headers: { Authorization, 'Content-Type': 'image/png' },
      body: readFileSync(join(import.meta.dirname, '../../docs/pictures/phone-en.png')),
    });
    const { avatarUrl } = (await picture.json()) as { avatarUrl: string };
    const before = Buffer.from(await (await fetch(avatarUrl)).arrayBuffer());
    expect(before.length).toBeGreaterThan(1000);
    const [, folder = ''] = /^Backup: (.+)$/m.exec((await maqiao('backup')).out) ?? [];

    const removed = await fetch(`${url}/api/me/avatar`, { method: 'DELETE', headers: { Authorization } });
    expect(removed.ok).toBe(true);
    await until(
      async () => (await fetch(avatarUrl)).status === 404,
      () => 'the picture to be gone',
    );
    await stop();
    const restored = await maqiao('restore', folder, '--replace');
    expect([restored.status, restored.out]).toEqual([0, expect.stringMatching(/^Restored: /)]);
    await start();
    expect(Buffer.from(await (await fetch(avatarUrl)).arrayBuffer())).toEqual(before);
    const me = await fetch(`${url}/api/me`, { headers: { Authorization } });
    expect([me.status, await me.json()]).toEqual([200, expect.objectContaining({ avatarUrl })]);
  });

  test('issue 13, number 6: without settings it says what is missing, and where it is found', async () => {
    const settings = readFileSync(join(release, '.env'), 'utf8');
    writeFileSync(join(release, '.env'), settings.replace(/^WECHAT_(APP|API).*\n?/gm, ''));
    const { status, err } = await maqiao('start');
    writeFileSync(join(release, '.env'), settings);
    expect([status, err]).toEqual([
      1,
      expect.stringMatching(/^Maqiao cannot start: Settings are not written/),
    ]);
    expect(err).toContain('WECHAT_APP_ID, the AppID of your mini program');
    expect(err).toContain('开发管理 → 开发设置');
    expect(err).toContain(
      `The command maqiao init asks for them and writes them into ${join(release, '.env')}`,
    );
    // The address was there.
    expect(err).not.toContain('PUBLIC_URL');
    // There is no demo in a release, whatever the command.
    const doctor = await maqiao('doctor', '--lang', 'zh');
    expect(doctor.out).not.toContain('演示');
  });
});

describe('issue 13, number 6: what an archive says of itself', () => {
  test('README, settings and pages of its own: every link leads to something in it', () => {
    const missing: string[] = [];
    for (const page of ['README.md', 'README.zh-CN.md']) {
      const text = readFileSync(join(release, page), 'utf8');
      expect(text).toContain('./maqiao install');
      expect(text).not.toContain('npm start');
      for (const [, target = ''] of text.matchAll(/\]\(([^)#:]+)\)/g)) {
        if (!existsSync(join(release, target))) missing.push(`${page}: ${target}`);
      }
    }
    expect(missing).toEqual([]);
    expect(existsSync(join(release, 'deploy/archive'))).toBe(false);
  });

  test('.env.example has every setting of a server, and none of the repository', () => {
    const names = (path: string) =>
      [...readFileSync(path, 'utf8').matchAll(/^# ?([A-Z][A-Z0-9_]+)=/gm)].map(([, name]) => name).sort();
    const ofRepository = [
      'DEMO_PHONE_URL',
      'NODE_ENV',
      'SIMULATOR_PORT',
      'WECHAT_PROFILE_PAGE',
      'WECHAT_UPLOAD_KEY_FILE',
    ];
    const all = names(join(import.meta.dirname, '../../.env.example'));
    expect(names(join(release, '.env.example'))).toEqual(
      all.filter((name) => !ofRepository.includes(name ?? '')),
    );
  });

  test('version and help, of the whole and of each command, in both languages', async () => {
    const { version, platform } = JSON.parse(readFileSync(join(release, 'release.json'), 'utf8')) as Record<
      'version' | 'platform',
      string
    >;
    for (const word of ['version', '--version']) {
      expect((await maqiao(word)).out).toMatch(`Maqiao ${version} for ${platform}, with Node `);
    }
    expect(JSON.parse((await maqiao('version', '--json')).out)).toMatchObject({ version, platform });
    const { out } = await maqiao('help');
    const commands = [...out.matchAll(/^ {2}([a-z:]+) {2,}\S/gm)].map(([, name]) => name ?? '');
    expect(commands).toEqual(
      expect.arrayContaining(['init', 'install', 'uninstall', 'start', 'doctor', 'backup']),
    );
    expect((await maqiao('--help')).out).toBe(out);
    for (const command of commands) {
      const { status, out: said, err } = await maqiao(command, '--help');
      expect([command, status, err]).toEqual([command, 0, '']);
      expect(said).toMatch(`maqiao ${command}: `);
      expect((await maqiao('help', command)).out).toBe(said);
    }
    // What the launcher knows and what the list shows are the same.
    const [, known = ''] = /^Usage: maqiao (.+)$/m.exec((await maqiao('nonsense')).err) ?? [];
    expect(known.split(' | ')).toEqual(commands);
    expect((await maqiao('help', 'nonsense')).status).toBe(2);
    const chinese = await maqiaoIn({ LANG: 'zh_CN.UTF-8' }, 'start', '--help');
    expect(chinese.out).toMatch(/^maqiao start: 运行服务/);
  });
});
