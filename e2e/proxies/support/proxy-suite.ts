import { afterAll, expect, jest, test } from '@jest/globals';
import { fetchWhole } from '@maqiao/test-servers';
import { closeChromium, openContext } from '../../support/chromium.ts';
import { scanInNode } from '../../support/phone-in-node.ts';
import { scanScreen, sceneOf } from '../../support/scan-screen.ts';
import { runDoctor } from '../../doctor/support/run-doctor.ts';
import { newScene, post } from './calls.ts';
import type { ProxyPlan, RunningProxy } from './proxy.ts';
import { useSites, type Site } from './site.ts';

/** What must hold behind any proxy that this repository has an example for. */
export function describeProxy(
  startProxy: (plan: ProxyPlan) => Promise<RunningProxy>,
  { repeatsRefusedCalls }: { repeatsRefusedCalls: boolean },
): () => Promise<Site> {
  jest.setTimeout(60_000);
  afterAll(closeChromium);
  const startSite = useSites(startProxy);

  /** The login page in a real browser, and the program that has scanned its code. */
  async function openAndScan(site: Site) {
    const context = await openContext({ ignoreHTTPSErrors: true });
    const page = await context.newPage();
    const sockets: string[] = [];
    page.on('websocket', (socket) => sockets.push(socket.url()));
    const phase = (name: string) => page.waitForSelector(`.card[data-phase="${name}"]`);
    await page.goto(site.url);
    await phase('waiting');
    const program = await scanInNode(site, sceneOf(await scanScreen(page)));
    await program.until(() => program.text('#confirm'), 'who asks');
    await phase('scanned');
    return { context, page, phase, program, sockets };
  }

  test('a person signs in: page, sockets and phone over TLS, with a cookie that only TLS carries', async () => {
    const site = await startSite();
    const { context, page, phase, program, sockets } = await openAndScan(site);
    program.tap('#confirm');
    await phase('signed-in');
    expect(sockets.length).toBeGreaterThan(0);
    expect(sockets[0]).toMatch(/^wss:/);
    const cookies = await context.cookies(site.url);
    expect(cookies.map(({ name }) => name).sort()).toEqual(['__Host-maqiao', '__Host-maqiao-browser']);
    for (const cookie of cookies) expect(cookie).toMatchObject({ secure: true, httpOnly: true, path: '/' });
    await page.reload();
    await phase('signed-in');
    expect(program.errors).toEqual([]);
  });

  test('the instance that holds the browser dies after the scan: the other one finishes the login', async () => {
    const site = await startSite();
    const { phase, program } = await openAndScan(site);
    const waiting = await Promise.all(site.instances.map((instance) => instance.waitingBrowsers()));
    expect([...waiting].sort()).toEqual([0, 1]);
    const [holder, other] = waiting[0] === 1 ? site.instances : [...site.instances].reverse();
    await holder?.end('SIGKILL');
    if (!repeatsRefusedCalls) await untilLeftOut(site);
    program.tap('#confirm');
    await program.until(() => program.text('#happened'), 'the outcome');
    await phase('signed-in');

    for (let count = 0; count < 10; count++) {
      expect((await post(`${site.url}/api/scenes`, { scene: newScene() })).status).toBe(201);
    }
    await other?.end('SIGKILL');
    const { status, headers, body } = await post(`${site.url}/api/scenes`, { scene: newScene() });
    expect([status, body.code, headers['content-type']]).toEqual([
      503,
      'unavailable',
      'application/problem+json',
    ]);
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
  });

  test('an address that a client makes up does not count, and its own does', async () => {
    const site = await startSite();
    const register = (made: string, from: string) => {
      const headers = { 'X-Forwarded-For': made, 'X-Real-IP': made, Forwarded: `for=${made}` };
      return post(`${site.url}/api/scenes`, { scene: newScene() }, { headers, from });
    };
    const statuses: number[] = [];
    for (let count = 0; count < 31; count++) {
      statuses.push((await register(`203.0.113.${count}`, '127.0.0.2')).status);
    }
    expect(statuses.slice(0, 30)).toEqual(Array.from({ length: 30 }, () => 201));
    expect(statuses[30]).toBe(429);
    // The limit has met whoever asked, and not the proxy, which everybody comes through.
    expect((await register('203.0.113.1', '127.0.0.3')).status).toBe(201);
  });

  test('nor does it for how near phone and browser are', async () => {
    const site = await startSite();
    const scene = newScene();
    const headers = {
      'X-Forwarded-For': '203.0.113.9',
      'X-Forwarded-Host': 'evil.example',
      Origin: site.url,
    };
    expect((await post(`${site.url}/api/scenes`, { scene }, { headers })).status).toBe(201);
    const scan = { code: site.simulator.loginCode('a'), entry: 1047 };
    const { body } = await post(`${site.url}/api/scenes/${scene}/scan`, scan);
    expect(body.request).toMatchObject({ near: 'same-network', ip: '127.0.0.0/16' });
    for (const { output } of site.instances) expect(output).not.toContain('TRUST_PROXY');
  });

  test('bodies: ours refuses what is too long, the proxy what is far too long, both in the same words', async () => {
    const site = await startSite();
    for (const length of [20_000, 1_000_000]) {
      const { status, headers, body } = await post(`${site.url}/api/scenes`, { scene: 'x'.repeat(length) });
      expect([status, body.code]).toEqual([413, 'payload_too_large']);
      expect(headers['content-type']).toMatch(/^application\/problem\+json/);
    }
  });

  test('a picture of 2 MiB passes, and of one beyond it our own refusal is heard', async () => {
    const site = await startSite();
    const { body: session } = await post(`${site.url}/api/mini-program/session`, {
      code: site.simulator.loginCode('a'),
    });
    const headers = { Authorization: `Bearer ${session.accessToken}`, 'Content-Type': 'image/png' };
    const put = (bytes: number) =>
      post(`${site.url}/api/me/avatar`, Buffer.alloc(bytes), { method: 'PUT', headers });
    // Ours says of two megabytes that they are no picture: it has read them.
    expect((await put(2 * 1024 * 1024)).body.code).toBe('unsupported_media_type');
    const { status, body } = await put(2 * 1024 * 1024 + 1);
    expect([status, body.code]).toEqual([413, 'payload_too_large']);
  });

  test('http leads to https, scripts come compressed, answers with tokens do not, metrics are not for everybody', async () => {
    const site = await startSite();
    const plain = await fetch(`${site.plainUrl}/?a=b`, { redirect: 'manual' });
    expect(plain.headers.get('location')).toMatch(/^https:\/\/localhost(:\d+)?\/\?a=b$/);
    const html = await (await fetch(site.url)).text();
    const [, script = ''] = /src="([^"]+\.js)"/.exec(html) ?? [];
    const asked = { headers: { 'Accept-Encoding': 'gzip' } };
    expect((await fetchWhole(site.url + script, asked)).headers.get('content-encoding')).toBe('gzip');
    const keys = await fetch(`${site.url}/.well-known/jwks.json`, asked);
    expect([keys.status, keys.headers.get('content-encoding')]).toEqual([200, null]);
    expect((await fetch(`${site.url}/metrics`)).status).toBe(404);
    expect((await fetchWhole(`${site.instances[0].url}/metrics`)).status).toBe(200);
  });

  test('issue 12, number 1: two visitors offer upgrades on and on, and all others are answered, by both instances', async () => {
    const site = await startSite();
    const offering = (protocol: string) =>
      post(`${site.url}/livez`, '', { method: 'GET', headers: { Connection: 'Upgrade', Upgrade: protocol } });
    const before = await Promise.all(site.instances.map(keysRead));
    for (let round = 0; round < 10; round++) {
      const offers = await Promise.all([offering('x'), offering('h2c')]);
      expect(offers.map(({ status }) => status)).toEqual([200, 200]);
      const keys = `${site.url}/.well-known/jwks.json`;
      const visitors = await Promise.all(Array.from({ length: 6 }, () => fetch(keys)));
      expect(visitors.map(({ status }) => status)).toEqual(Array.from({ length: 6 }, () => 200));
    }
    const after = await Promise.all(site.instances.map(keysRead));
    after.forEach((count, index) => expect(count).toBeGreaterThan(before[index] ?? 0));
  });

  test('the doctor goes the same way, and finds nothing that keeps people from signing in', async () => {
    const site = await startSite();
    const report = await runDoctor(site.environment);
    const way = report.findings.filter(({ topic }) => topic === 'address').map(({ code }) => code);
    // The certificates of a test live for a day, and its host is no domain.
    expect(way).toEqual([
      'public_url_no_name',
      'certificate_ends_soon',
      'public_url_ok',
      'server_clock_ok',
      'forwarding_ok',
      'calls_ok',
      'socket_ok',
    ]);
    expect(report.of('redis_ok').severity).toBe('ok');
    expect(report.of('database_ok').facts.dialect).toBe('PostgreSQL');
  });

  return startSite;
}

/** How often an instance has given out its public keys. */
async function keysRead({ url }: Site['instances'][0]): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  const count = /^maqiao_http_request_seconds_count\{[^}]*route="\/\.well-known\/jwks\.json"[^}]*\} (\d+)/m;
  return Number(count.exec(metrics)?.[1] ?? 0);
}

/** Resolves when calls reach the living instance only: more of them in a row than there are instances. */
async function untilLeftOut(site: Site): Promise<void> {
  for (let answered = 0; answered < 10;) {
    const { ok } = await fetch(`${site.url}/livez`);
    answered = ok ? answered + 1 : 0;
  }
}
