import { afterEach, describe, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  errcodeOf,
  fetchSession,
  fetchWxacode,
  accessToken,
  postJson,
  rawRequest,
  simulatorForTest,
} from './test-support.ts';

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function folderWith(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'wechat-simulator-'));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

const MINI_PROGRAM = {
  'app.json': '{"pages":["pages/seal/index"]}',
  'app.js': 'App({})',
  'pages/seal/index.js': 'Page({})',
  'pages/seal/index.json': '{}',
  'pages/seal/index.wxml': '<view>first</view>',
};

describe('the phone page', () => {
  test('is served with strict headers', async () => {
    const phonePageFolder = folderWith({ 'index.html': '<!doctype html>phone', 'assets/page-1.js': 'let a' });
    const allowedOrigin = 'http://localhost:3000';
    const simulator = await simulatorForTest({ phonePageFolder, allowedOrigin });
    const page = await fetch(`${simulator.url}/phone/?scene=a`);
    expect(await page.text()).toBe('<!doctype html>phone');
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('cache-control')).toBe('no-cache');
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
    const policy = (page.headers.get('content-security-policy') ?? '').split('; ');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self' 'unsafe-eval'");
    expect(policy).toContain("connect-src 'self'");
    expect(policy).toContain("img-src 'self' data: blob: http://localhost:3000");
    expect(policy).toContain("frame-ancestors 'none'");
    const script = await fetch(`${simulator.url}/phone/assets/page-1.js`);
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(script.headers.get('cache-control')).toContain('immutable');
    expect((await fetch(`${simulator.url}/phone/assets/other.js`)).status).toBe(404);
    expect((await fetch(`${simulator.url}/phone/`, { method: 'PUT' })).status).toBe(405);
  });

  test('says in words that it is not built', async () => {
    const simulator = await simulatorForTest({ phonePageFolder: folderWith({}) });
    const answer = await fetch(`${simulator.url}/phone/`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([503, 'text/plain; charset=utf-8']);
    expect(await answer.text()).toContain('not built');
  });

  test('never leaves its folder', async () => {
    const outer = folderWith({
      'page/index.html': 'page',
      'page-secret.txt': 'secret',
      'secret.txt': 'secret',
    });
    const simulator = await simulatorForTest({ phonePageFolder: join(outer, 'page') });
    const paths = [
      '../secret.txt',
      '..%2fsecret.txt',
      '%2e%2e/secret.txt',
      '..%5csecret.txt',
      '..%2fpage-secret.txt',
    ];
    for (const path of [...paths, `%2f${outer.slice(1)}%2fsecret.txt`, 'a%00b', '%ff', '%2f', 'assets/']) {
      const answer = await rawRequest(simulator.url, `/phone/${path}`);
      expect(answer.status).toBe(404);
      expect(answer.body).not.toContain('secret');
    }
  });

  test('is found from / and from /phone', async () => {
    const simulator = await simulatorForTest();
    expect((await rawRequest(simulator.url, '/')).headers.location).toBe('/phone/');
    const short = await rawRequest(simulator.url, '/phone?scene=a%3Db');
    expect([short.status, short.headers.location]).toEqual([308, '/phone/?scene=a%3Db']);
  });
});

describe('what the phone is given', () => {
  test('people without their openids, and login codes', async () => {
    const simulator = await simulatorForTest();
    const answer = await fetch(`${simulator.url}/phone/people`);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await answer.json()).toEqual({
      people: [
        { id: 'a', label: '小安', names: { zh: '小安', en: 'Ann' }, blocked: false },
        { id: 'b', label: '小白', names: { zh: '小白', en: 'Bai' }, blocked: false },
        { id: 'c', label: '小陈', names: { zh: '小陈', en: 'Chen' }, blocked: false },
      ],
    });
    const login = await postJson(`${simulator.url}/phone/login-code`, { person: 'c' });
    const { code } = (await login.json()) as { code: string };
    expect(await errcodeOf(fetchSession(simulator, code))).toBeUndefined();
    expect((await postJson(`${simulator.url}/phone/login-code`, { person: 'z' })).status).toBe(404);
    expect((await fetch(`${simulator.url}/phone/login-code`)).status).toBe(405);
  });

  test('word of each build, where a watching build runs: once, and when all of it is there', async () => {
    const miniProgramFolder = folderWith(MINI_PROGRAM);
    const simulator = await simulatorForTest({ miniProgramFolder, reloadPhones: true });
    expect(await (await fetch(`${simulator.url}/phone/people`)).json()).toHaveProperty('reloads', true);
    const { body, headers } = await fetch(`${simulator.url}/phone/changes`);
    expect(headers.get('content-type')).toBe('text/event-stream');
    const events = body?.pipeThrough(new TextDecoderStream()).getReader();
    expect((await events?.read())?.value).toBe(': open\n\n');
    // As a build does it: everything goes, then comes anew.
    rmSync(join(miniProgramFolder, 'app.json'));
    writeFileSync(join(miniProgramFolder, 'pages/seal/index.wxml'), '<view>second, and longer</view>');
    writeFileSync(join(miniProgramFolder, 'app.json'), MINI_PROGRAM['app.json']);
    expect((await events?.read())?.value).toBe('data: built\n\n');
    expect(await (await fetch(`${simulator.url}/phone/pack.json`)).text()).toContain('second, and longer');
    await events?.cancel();
  });

  test('no word of builds elsewhere', async () => {
    const simulator = await simulatorForTest({ miniProgramFolder: folderWith(MINI_PROGRAM) });
    expect((await fetch(`${simulator.url}/phone/changes`)).status).toBe(404);
  });

  test('the compiled mini program, packed anew when it was compiled anew', async () => {
    const miniProgramFolder = folderWith(MINI_PROGRAM);
    const simulator = await simulatorForTest({ miniProgramFolder });
    const pack = async () => (await fetch(`${simulator.url}/phone/pack.json`)).text();
    const first = await pack();
    expect(JSON.parse(first)).toMatchObject({ app: { pages: ['pages/seal/index'] } });
    expect(first).toContain('first');
    expect(await pack()).toBe(first);
    writeFileSync(join(miniProgramFolder, 'pages/seal/index.wxml'), '<view>second one</view>');
    expect(await pack()).toContain('second one');
  });

  test('its pages are the published ones', async () => {
    const simulator = await simulatorForTest({ miniProgramFolder: folderWith(MINI_PROGRAM) });
    const token = await accessToken(simulator);
    const order = (page: string) => fetchWxacode(simulator, token, { scene: 'a', page });
    expect((await order('pages/seal/index')).headers.get('content-type')).toBe('image/jpeg');
    expect(await errcodeOf(order('pages/login/index'))).toBe(41030);
  });

  test('a sentence instead of a program that is missing, not compiled or broken', async () => {
    const cases = [
      [undefined, 'mini_program_missing'],
      [folderWith({}), 'mini_program_missing'],
      [folderWith({ ...MINI_PROGRAM, 'app.json': '{' }), 'mini_program_broken'],
    ] as const;
    for (const [miniProgramFolder, code] of cases) {
      const simulator = await simulatorForTest(miniProgramFolder === undefined ? {} : { miniProgramFolder });
      const answer = await fetch(`${simulator.url}/phone/pack.json`);
      expect(answer.status).toBe(503);
      expect(await answer.json()).toMatchObject({ code, detail: expect.stringContaining('mini program') });
    }
  });
});
