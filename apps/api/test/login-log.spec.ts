import { createSceneName, createVerifier } from '@maqiao/shared';
import { expect, test } from '@jest/globals';
import { afterThisTest } from './support/after-this-test.ts';
import { startLoggedServer } from './support/logged-server.ts';
import { ScriptedBrowser } from './support/scripted-browser.ts';
import { ScriptedPhone } from './support/scripted-phone.ts';
import { SERVER_ORIGIN } from './support/server-process.ts';
import { TestClock } from './support/test-clock.ts';

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

test('one login can be followed from line to line, each of them JSON, and none holds a secret', async () => {
  const server = await startLoggedServer();
  const clock = new TestClock();
  const browser = new ScriptedBrowser(server.url, clock, { origin: SERVER_ORIGIN });
  const other = new ScriptedBrowser(server.url, clock, { origin: SERVER_ORIGIN });
  const phone = new ScriptedPhone(server.url, server.simulator, 'a');
  afterThisTest(() => browser.leave());
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
  const ofLogin = lines.filter(({ scene }) => scene === browser.scene);
  expect(ofLogin.map(({ msg, status, way }) => [msg, status ?? way])).toEqual([
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
  const [pending, scanned, confirmed, pushed, consumed, claimed] = ofLogin;
  expect([pending, scanned, confirmed, claimed].map(callOf)).toEqual([
    '/api/scenes',
    `/api/scenes/${browser.scene}/scan`,
    `/api/scenes/${browser.scene}/confirm`,
    '/api/session',
  ]);
  // The socket is one request of its own.
  expect(pushed?.requestId).toMatch(/^[\w-]{22}$/);
  expect(consumed?.requestId).toBe(pushed?.requestId);
  expect(new Set(ofLogin.map(({ requestId }) => requestId)).size).toBe(5);
  for (const { requestId } of ofLogin) expect(requestId).toMatch(/^[\w-]{22}$/);

  const cookie = browser.cookie?.split('=')[1] ?? 'none';
  const secrets = [browser.verifier, code, login.accessToken, phone.accessToken ?? 'none', cookie];
  for (const secret of [...secrets, server.simulator.appSecret]) expect(output).not.toContain(secret);
});

test('a login that is refused by a limit or by the table can be found by the requestId of its answer', async () => {
  const server = await startLoggedServer();
  const phone = new ScriptedPhone(server.url, server.simulator, 'a');
  const scene = createSceneName(createVerifier(globalThis.crypto), Date.now());
  const refused = await phone.scan(scene);
  const { requestId } = refused.body as unknown as { requestId: string };
  const output = await server.log();
  const line = output.split('\n').find((text) => text.includes(requestId));
  expect(JSON.parse(line ?? '{}')).toMatchObject({ requestId, status: 404 });
});
