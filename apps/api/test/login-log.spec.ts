import { createSceneName, createVerifier } from '@maqiao/shared';
import { startSimulator } from '@maqiao/wechat-simulator';
import { afterEach, expect, test } from '@jest/globals';
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ScriptedBrowser } from './support/scripted-browser.ts';
import { ScriptedPhone } from './support/scripted-phone.ts';
import { TestClock } from './support/test-clock.ts';

const MAIN = join(import.meta.dirname, '../dist/main.js');
const ORIGIN = 'http://127.0.0.1:3000';

const cleaning: (() => unknown)[] = [];
afterEach(async () => {
  for (const clean of cleaning.splice(0).reverse()) await clean();
});

interface Line {
  level: number;
  msg?: string;
  requestId?: string;
  scene?: string;
  status?: string | number;
  way?: string;
  method?: string;
  path?: string;
}

/** A server whose log is read line by line. */
async function startLoggedServer() {
  const folder = mkdtempSync(join(tmpdir(), 'maqiao-log-'));
  cleaning.push(() => rmSync(folder, { recursive: true, force: true }));
  const simulator = await startSimulator();
  cleaning.push(() => simulator.close());
  const child = fork(MAIN, {
    env: {
      PORT: '0',
      HOST: '127.0.0.1',
      PUBLIC_URL: ORIGIN,
      WECHAT_APP_ID: simulator.appId,
      WECHAT_APP_SECRET: simulator.appSecret,
      WECHAT_API_BASE_URL: simulator.url,
      DATABASE_URL: `sqlite:${join(folder, 'maqiao.db')}`,
      LOG_LEVEL: 'trace',
    },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    execArgv: [],
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  cleaning.push(() => {
    child.kill('SIGKILL');
    return ended;
  });
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const url = await new Promise<string>((resolve, reject) => {
    child.once('message', (message: { url: string }) => resolve(message.url));
    void ended.then(() => reject(new Error(`ended: ${output}`)));
  });
  return {
    url,
    simulator,
    /** All that it has said, once it has ended: by then every line is there. */
    async log() {
      child.kill('SIGTERM');
      await ended;
      return output;
    },
  };
}

test('one login can be followed from line to line, each of them JSON, and none holds a secret', async () => {
  const server = await startLoggedServer();
  const clock = new TestClock();
  const browser = new ScriptedBrowser(server.url, clock, { origin: ORIGIN });
  const other = new ScriptedBrowser(server.url, clock, { origin: ORIGIN });
  const phone = new ScriptedPhone(server.url, server.simulator, 'a');
  cleaning.push(() => browser.leave());
  await browser.register();
  await other.register(); // in the same second, and it must not be mixed up with the first
  const watching = browser.watch();
  await watching.status('pending');
  const code = server.simulator.loginCode('a');
  await phone.scan(browser.scene, { code });
  await phone.confirm(browser.scene);
  const login = await watching.login();
  await watching.status('consumed');
  await browser.claim();
  const output = await server.log();

  const lines = output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
  const told = lines.filter(({ scene }) => scene === browser.scene);
  expect(told.map(({ msg, status, way }) => [msg, status ?? way])).toEqual([
    ['Login pending', 'pending'],
    ['Login scanned', 'scanned'],
    ['Login confirmed', 'confirmed'],
    ['Login delivered', 'push'],
    ['Login consumed', 'consumed'],
    ['Login delivered', 'claim'],
  ]);

  // By requestId from each step to the call that made it.
  const callOf = (line: Line | undefined) =>
    lines.find(({ requestId, path }) => path !== undefined && requestId === line?.requestId)?.path;
  const [pending, scanned, confirmed, pushed, consumed, claimed] = told;
  expect([pending, scanned, confirmed, claimed].map(callOf)).toEqual([
    '/api/scenes',
    `/api/scenes/${browser.scene}/scan`,
    `/api/scenes/${browser.scene}/confirm`,
    '/api/session',
  ]);
  // The socket is one request of its own.
  expect(pushed?.requestId).toMatch(/^[\w-]{22}$/);
  expect(consumed?.requestId).toBe(pushed?.requestId);
  expect(new Set(told.map(({ requestId }) => requestId)).size).toBe(5);
  for (const { requestId } of told) expect(requestId).toMatch(/^[\w-]{22}$/);

  const cookie = browser.cookie?.split('=')[1] ?? 'none';
  const secrets = [browser.verifier, code, login.accessToken, phone.accessToken ?? 'none', cookie];
  for (const secret of [...secrets, server.simulator.appSecret]) expect(output).not.toContain(secret);
}, 60_000);

test('a login that is refused by a limit or by the table can be found by the requestId that its client was told', async () => {
  const server = await startLoggedServer();
  const phone = new ScriptedPhone(server.url, server.simulator, 'a');
  const scene = createSceneName(createVerifier(globalThis.crypto), Date.now());
  const refused = await phone.scan(scene);
  const { requestId } = refused.body as unknown as { requestId: string };
  const output = await server.log();
  const line = output.split('\n').find((text) => text.includes(requestId));
  expect(JSON.parse(line ?? '{}')).toMatchObject({ requestId, status: 404 });
}, 60_000);
