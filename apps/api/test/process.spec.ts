import { describe, expect, test } from '@jest/globals';
import { createSceneName, createVerifier } from '@maqiao/shared';
import { builtProgram, madeUpSecret, repositoryProgram, until } from '@maqiao/test-servers';
import { statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { io } from 'socket.io-client';
import { afterThisTest } from './support/after-this-test.ts';
import { ScriptedBrowser } from './support/scripted-browser.ts';
import { ScriptedPhone } from './support/scripted-phone.ts';
import { serverSurroundings, SERVER_ORIGIN, ServerProcess } from './support/server-process.ts';
import { temporaryFolder } from './support/temporary-folder.ts';
import { TestClock } from './support/test-clock.ts';

async function register(url: string) {
  const verifier = createVerifier(globalThis.crypto);
  const scene = createSceneName(verifier, Date.now());
  const response = await fetch(`${url}/api/scenes`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ scene }),
  });
  expect(response.status).toBe(201);
  return { scene, verifier };
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = connect(port, '127.0.0.1');
    probe.on('connect', () => resolve(true)).on('error', () => resolve(false));
    probe.on('connect', () => probe.destroy());
  });
}

describe('a server that cannot start says why in one sentence', () => {
  const endOf = async (change: Record<string, string>) => {
    const { environment } = await serverSurroundings();
    const server = new ServerProcess({ ...environment, ...change });
    const { code } = await server.exit;
    // The line of the log that names the stand-in comes before.
    return { code, said: server.output.split('\n').filter((line) => line !== '' && !line.startsWith('{')) };
  };

  test('a port that is taken', async () => {
    const { environment } = await serverSurroundings();
    const { port } = new URL(await new ServerProcess(environment).listening());
    expect(await endOf({ PORT: port })).toEqual({
      code: 1,
      said: [expect.stringMatching(`^Maqiao cannot start: PORT ${port} at HOST 127\\.0\\.0\\.1 is taken`)],
    });
    const chinese = await endOf({ PORT: port, LANG: 'zh_CN.UTF-8' });
    expect(chinese.said).toEqual([expect.stringMatching(`^码桥无法启动：.*PORT ${port} 已被别的程序占用`)]);
  });

  test('a host that is not this machine', async () => {
    expect(await endOf({ HOST: '192.0.2.1' })).toEqual({
      code: 1,
      said: [expect.stringMatching(/HOST 192\.0\.2\.1 is no address of this machine \(EADDRNOTAVAIL\)/)],
    });
  });

  test('a database file that is damaged', async () => {
    const folder = temporaryFolder('process');
    writeFileSync(join(folder, 'maqiao.db'), 'what is left of it');
    expect(await endOf({ DATABASE_URL: `sqlite:${join(folder, 'maqiao.db')}` })).toEqual({
      code: 1,
      said: [expect.stringMatching(/not a complete SQLite database \(SQLITE_NOTADB\).*restore a backup/)],
    });
  });
});

describe('the process', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)(
    'stops cleanly on %s with sockets and requests open',
    async (signal) => {
      const { environment, simulator } = await serverSurroundings();
      const server = new ServerProcess(environment);
      const url = await server.listening();
      const auth = await register(url);
      const socket = io(`${url}/scenes`, {
        transports: ['websocket'],
        auth,
        reconnection: false,
        forceNew: true,
      });
      afterThisTest(() => socket.disconnect());
      await new Promise((resolve) => socket.on('scene', resolve));
      const closed = new Promise((resolve) => socket.on('disconnect', resolve));
      simulator.fault('getwxacodeunlimit', { kind: 'delay', milliseconds: 60_000 });
      const underWay = register(url);
      await until(() => simulator.calls('getwxacodeunlimit').length === 2, 'the call to WeChat');
      server.child.kill(signal);
      // A client that is cut off by a server going away reconnects by itself; one that the server disconnects does not.
      expect(await closed).toMatch(/transport/);
      simulator.advanceClock(60_000);
      await underWay; // answered, although the server is on its way out
      expect(await server.exit).toMatchObject({ code: 0, signal: null });
      expect(server.output).not.toMatch(/unhandled|"level":(50|60)/i);
    },
    30_000,
  );

  test('still serves a call that began before it stopped listening', async () => {
    const { environment } = await serverSurroundings();
    const server = new ServerProcess(environment);
    const { port } = new URL(await server.listening());
    const late = connect(Number(port), '127.0.0.1').setEncoding('utf8');
    afterThisTest(() => late.destroy());
    let said = '';
    late.on('data', (text: string) => (said += text));
    late.write('GET /livez HTTP/1.1\r\n');
    // Connections are accepted in order: ours has been when a later one is answered.
    expect((await fetch(`http://127.0.0.1:${port}/livez`)).status).toBe(200);
    server.child.kill('SIGTERM');
    while (await listens(Number(port)));
    late.write('Host: localhost\r\n\r\n');
    await server.exit;
    expect(said).toMatch(/^HTTP\/1\.1 200 /);
    expect(said).toMatch(/connection: close/i);
  });

  test('writes one line for each event of security, with the id of its request and without a secret', async () => {
    const { environment, simulator } = await serverSurroundings();
    const server = new ServerProcess(environment);
    const url = await server.listening();
    const phone = new ScriptedPhone(url, simulator, 'a');
    const browser = new ScriptedBrowser(url, new TestClock(), { origin: SERVER_ORIGIN });
    await browser.register();
    await phone.scan(browser.scene);
    await phone.confirm(browser.scene);
    const { accessToken } = (await browser.claim()).body;
    await phone.post('/api/me', { nickname: '王小明' }, 'PATCH');
    const { cookie } = browser;
    await browser.signOut();
    const loginCode = simulator.loginCode('a');
    expect((await phone.post('/api/me', { loginCode }, 'DELETE')).status).toBe(204);
    await server.stop();

    const lines = server.output
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    const events = lines.filter(({ event }) => event === 'security');
    expect(events.map(({ kind }) => kind)).toEqual([
      'scanned',
      'confirmed',
      'signed_in',
      'signed_out',
      'account_deleted',
    ]);
    const requests = new Map(
      lines
        .filter(({ path, status }) => path !== undefined && status !== undefined)
        .map(({ requestId, path }) => [requestId, path]),
    );
    expect(events.map(({ requestId }) => requests.get(requestId))).toEqual([
      `/api/scenes/${browser.scene}/scan`,
      `/api/scenes/${browser.scene}/confirm`,
      '/api/session',
      '/api/session',
      '/api/me',
    ]);
    for (const line of events) {
      expect(line).toMatchObject({ user: expect.stringMatching(/^[\w-]{22}$/), level: 30 });
      expect(JSON.stringify(line)).not.toContain('127.0.0.1"');
    }
    for (const secret of [
      browser.verifier,
      accessToken,
      phone.accessToken ?? '',
      cookie?.split('=')[1] ?? '',
      loginCode,
      simulator.appSecret,
      simulator.people.openid('a'),
      '王小明',
    ]) {
      expect(secret.length).toBeGreaterThan(2);
      expect(server.output).not.toContain(secret);
    }
  });

  test('keeps people and sessions over a restart, and its secret for its owner alone', async () => {
    const { environment, folder } = await serverSurroundings();
    const first = new ServerProcess(environment);
    await register(await first.listening());
    await first.stop();
    expect(statSync(join(folder, 'maqiao.db.secret')).mode & 0o777).toBe(0o600);
    const second = new ServerProcess(environment);
    await register(await second.listening());
  });

  test.each([
    ['PORT', { PORT: 'x' }, /PORT must be a whole number/],
    ['PUBLIC_URL', { PUBLIC_URL: 'http://login.example.com' }, /PUBLIC_URL must be https/],
    ['WECHAT_APP_SECRET', { WECHAT_APP_SECRET: '' }, /WECHAT_APP_ID and WECHAT_APP_SECRET belong together/],
    [
      'the demo on a public address',
      { WECHAT_APP_ID: '', WECHAT_APP_SECRET: '', PUBLIC_URL: 'https://a.example' },
      /PUBLIC_URL must be a loopback/,
    ],
    [
      'a base that is not encrypted',
      { WECHAT_API_BASE_URL: 'http://proxy.example' },
      /WECHAT_API_BASE_URL must be https/,
    ],
    ['a secret of the wrong length', { MAQIAO_SECRET: 'c2VjcmV0' }, /MAQIAO_SECRET must be 32 random bytes/],
    ['another AppID', { WECHAT_APP_ID: 'wx9999999999999999' }, /WECHAT_APP_ID/],
    ['another secret', { MAQIAO_SECRET: madeUpSecret('one') }, /MAQIAO_SECRET/],
  ])(
    'does not start with a bad %s, and says why in a sentence',
    async (name, change, sentence) => {
      const { environment } = await serverSurroundings();
      if (name.startsWith('another')) {
        const before = new ServerProcess(environment);
        await before.listening();
        await before.stop();
      }
      // Without an account a release asks for one, and the repository's build serves the demo.
      const program = 'WECHAT_APP_SECRET' in change ? repositoryProgram('main') : builtProgram('main');
      const server = new ServerProcess({ ...environment, ...change }, { program });
      const { code } = await server.exit;
      expect(code).toBe(1);
      expect(server.output).toMatch(sentence);
      expect(server.output).not.toMatch(/\bat \S+ \(|node_modules/);
      for (const value of Object.values(change)) {
        if (value.length > 4 && !value.startsWith('http')) expect(server.output).not.toContain(value);
      }
    },
    30_000,
  );
});
