import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { freePort, madeUpSecret } from '@maqiao/test-servers';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Instance } from '../many/support/instance.ts';
import { certificateFor, makeAuthority, type Authority, type Certificate } from '../support/certificates.ts';
import { afterTest } from '../support/after-test.ts';
import { startFront, type FrontOptions } from './support/front.ts';
import { runDoctor, temporaryFile, temporaryFolder, type Report } from './support/run-doctor.ts';

jest.setTimeout(60_000);

const DAY_MS = 86_400_000;

const SECRET = randomBytes(32).toString('hex');
const SETTINGS = {
  WECHAT_APP_ID: 'wx0123456789abcdef',
  WECHAT_APP_SECRET: 'a-secret-that-must-stay-here-0001',
  WECHAT_API_BASE_URL: 'http://127.0.0.1:1',
  MAQIAO_SECRET: SECRET,
  LOG_LEVEL: 'silent',
};

interface Running {
  readonly instance: Instance;
  readonly environment: Record<string, string>;
}

let frontPort: number;
let root: Authority;
let between: Authority;
beforeAll(async () => {
  frontPort = await freePort();
  root = makeAuthority('An authority of this test');
  between = makeAuthority('One that it vouches for', root);
});

const running = new Map<string, Running>();
const folders: string[] = [];
afterAll(async () => {
  for (const { instance } of running.values()) await instance.end('SIGKILL');
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A server of these settings; it is started once for all tests that ask for the same. */
async function serverOf(scheme: string, trust: string): Promise<Running> {
  const key = `${scheme} ${trust}`;
  const known = running.get(key);
  if (known) return known;
  const folder = mkdtempSync(join(tmpdir(), 'maqiao-doctor-'));
  folders.push(folder);
  const environment = {
    ...SETTINGS,
    DATABASE_URL: `sqlite:${join(folder, 'maqiao.db')}`,
    TRUST_PROXY: trust,
    PUBLIC_URL: `${scheme}://localhost:${frontPort}`,
  };
  const instance = new Instance(environment);
  running.set(key, { instance, environment });
  await instance.start();
  return { instance, environment };
}

/** What the doctor says of a server behind that proxy, which is at PUBLIC_URL. */
async function examine(
  front: FrontOptions,
  {
    trust = '1',
    authority,
    watch,
    change = {},
  }: { trust?: string; authority?: Authority; watch?: 'watch'; change?: Record<string, string> } = {},
): Promise<Report> {
  const { instance, environment } = await serverOf(front.certificate ? 'https' : 'http', trust);
  const proxy = await startFront(instance.port, front, frontPort);
  const trusted = authority && { NODE_EXTRA_CA_CERTS: temporaryFile('ca.pem', authority.certificate, 0o600) };
  const report = await runDoctor({ ...environment, ...trusted, ...change }, ...(watch ? ['--patient'] : []));
  await proxy.stop();
  expect(report.output).not.toContain(SECRET);
  return report;
}

/** What is said of the way to the server. */
const wayOf = ({ findings }: Report) =>
  findings.filter(({ topic }) => topic === 'address').map(({ code, severity }) => `${severity} ${code}`);

const whole = (certificate: Certificate) => ({ ...certificate, chain: between.certificate });

test('behind a proxy with a certificate, everything as it should be', async () => {
  const certificate = whole(certificateFor('localhost', between, { to: Date.now() + 60 * DAY_MS }));
  const report = await examine({ certificate }, { authority: root });
  expect(wayOf(report)).toEqual([
    'warning public_url_no_name',
    'ok certificate_ok',
    'ok public_url_ok',
    'ok server_clock_ok',
    'ok forwarding_ok',
    'ok calls_ok',
    'ok socket_ok',
  ]);
  expect(report.of('certificate_ok').facts.days).toBe(59);
});

test.each([
  ['has ended', 'certificate_ended', { to: -DAY_MS, from: -9 * DAY_MS }, /renew/],
  ['begins tomorrow', 'certificate_too_new', { from: DAY_MS, to: 9 * DAY_MS }, /begins on \d{4}-\d\d-\d\d/],
  ['ends in a few days', 'certificate_ends_soon', { from: -DAY_MS, to: 5.5 * DAY_MS }, /ends in 5 days/],
])('a certificate that %s', async (_name, code, { from, to }, words) => {
  const now = Date.now();
  const certificate = whole(certificateFor('localhost', between, { from: now + from, to: now + to }));
  expect((await examine({ certificate }, { authority: root })).of(code).en).toMatch(words);
});

test('a certificate for another host, one without its chain, one of nobody, one of an unknown authority', async () => {
  const other = whole(certificateFor('shop.example.com', between));
  const { facts } = (await examine({ certificate: other }, { authority: root })).of('certificate_of_another');
  expect(facts).toEqual({ host: 'localhost', names: 'shop.example.com' });
  const bare = certificateFor('localhost', between);
  const incomplete = await examine({ certificate: bare }, { authority: root });
  expect(incomplete.of('certificate_incomplete').en).toMatch(/fullchain\.pem/);
  // Nothing goes over a connection that cannot be trusted.
  expect(wayOf(incomplete).at(-1)).toBe('fault certificate_incomplete');
  const own = certificateFor('localhost');
  expect((await examine({ certificate: own })).of('certificate_untrusted').facts.reason).toBe(
    'DEPTH_ZERO_SELF_SIGNED_CERT',
  );
  const unknown = { ...certificateFor('localhost', between), chain: between.certificate + root.certificate };
  expect((await examine({ certificate: unknown })).of('certificate_untrusted').facts.reason).toBe(
    'SELF_SIGNED_CERT_IN_CHAIN',
  );
});

test.each<[string, FrontOptions, string, string, Record<string, number | string>]>([
  ['a proxy, and TRUST_PROXY 0', {}, '0', 'trust_proxy_zero', { proxies: 1 }],
  ['two, and TRUST_PROXY 1', { before: ['203.0.113.5'] }, '1', 'trust_proxy_low', { proxies: 2, trust: 1 }],
  [
    'one that adds, and TRUST_PROXY 2',
    { forwarding: 'append' },
    '2',
    'address_forgeable',
    { proxies: 1, trust: 2 },
  ],
  [
    'one that says nothing, and TRUST_PROXY 1',
    { forwarding: 'remove' },
    '1',
    'forwarding_missing',
    { trust: 1 },
  ],
  [
    'none that says anything, and TRUST_PROXY 1',
    { forwarding: 'pass' },
    '1',
    'forwarding_missing',
    { trust: 1 },
  ],
  [
    'issue 12, number 3: one that replaces, and TRUST_PROXY 2',
    {},
    '2',
    'trust_proxy_high',
    { proxies: 1, trust: 2 },
  ],
  [
    'issue 12, number 3: one that writes X-Real-IP only, and TRUST_PROXY 0',
    { forwarding: 'remove', headers: { 'x-real-ip': '203.0.113.5' } },
    '0',
    'forwarding_elsewhere',
    { headers: 'x-real-ip', trust: 0 },
  ],
  [
    'issue 12, number 3: one that writes Forwarded only, and TRUST_PROXY 1',
    { forwarding: 'remove', headers: { forwarded: 'for=203.0.113.5' } },
    '1',
    'forwarding_elsewhere',
    { headers: 'forwarded', trust: 1 },
  ],
  [
    'issue 12, number 3: one that writes no address, and TRUST_PROXY 1',
    { headers: { 'x-forwarded-for': 'unix:' } },
    '1',
    'address_unreadable',
    { trust: 1 },
  ],
])('forwarding headers: %s', async (_name, front, trust, code, facts) => {
  const finding = (await examine(front, { trust })).of(code);
  expect([finding.severity, finding.facts]).toEqual(['fault', facts]);
});

test.each<[string, FrontOptions, string]>([
  ['one that adds, and TRUST_PROXY 1', { forwarding: 'append' }, '1'],
  ['two that add, and TRUST_PROXY 2', { forwarding: 'append', before: ['203.0.113.5'] }, '2'],
  ['none, and TRUST_PROXY 0', { forwarding: 'pass' }, '0'],
])('forwarding headers are right: %s', async (_name, front, trust) => {
  const { severity, facts } = (await examine(front, { trust })).of('forwarding_ok');
  expect([severity, facts.trust]).toEqual(['ok', Number(trust)]);
});

test('sockets: refused by the proxy, opened and mute, cut while they are silent', async () => {
  const refused = (await examine({ sockets: 'refuse' })).of('socket_not_upgraded');
  expect(refused.facts.status).toBe('400');
  expect((await examine({ sockets: 'mute' })).of('socket_silent').severity).toBe('fault');
  expect((await examine({ cutAfterMs: 1_000 }, { watch: 'watch' })).of('socket_cut').facts.seconds).toBe(1);
});

test.each<[string, number, string, RegExp]>([
  ['no server behind it', 502, 'no_server_behind', /answers 502/],
  ['a page of its own', 404, 'not_maqiao', /status 404/],
  ['a page for everything', 200, 'not_maqiao', /status 200/],
])('the proxy has %s', async (_name, status, code, words) => {
  const report = await examine({
    answer: (_request, response) => void response.writeHead(status).end('<html>'),
  });
  expect(report.of(code).en).toMatch(words);
  expect(report.status).toBe(1);
});

test('PUBLIC_URL leads on to another host, which phones do not follow', async () => {
  const answer: FrontOptions['answer'] = (request, response) =>
    void response.writeHead(301, { location: `https://www.example.com${request.url}` }).end();
  expect((await examine({ answer })).of('redirected').facts.target).toBe('https://www.example.com');
});

test('the Maqiao that answers has another secret, or another PUBLIC_URL', async () => {
  const other = await serverOf('http', '0');
  const change = {
    MAQIAO_SECRET: madeUpSecret('other'),
    DATABASE_URL: `sqlite:${join(temporaryFolder(), 'maqiao.db')}`,
  };
  const here = new Instance({ ...other.environment, ...change });
  afterTest(() => here.end('SIGKILL'));
  await here.start();
  await here.end('SIGTERM');
  const report = await examine({}, { change });
  expect(report.of('other_installation').severity).toBe('warning');
  const { port } = await startFront(other.instance.port);
  const renamed = await runDoctor({ ...other.environment, PUBLIC_URL: `http://localhost:${port}` });
  expect(renamed.of('public_url_differs').severity).toBe('fault');
});

test('nobody takes connections, the name is unknown, the port speaks something else', async () => {
  const environment = { ...SETTINGS, DATABASE_URL: `sqlite:${join(temporaryFolder(), 'maqiao.db')}` };
  const at = async (PUBLIC_URL: string) => await runDoctor({ ...environment, PUBLIC_URL });
  const port = await freePort();
  const nobody = (await at(`https://localhost:${port}`)).of('not_reached');
  expect(nobody.facts).toMatchObject({ host: 'localhost', port, reason: 'ECONNREFUSED' });
  // RFC 2606: no resolver knows this name.
  expect((await at('https://nobody.invalid')).of('name_unknown').facts.host).toBe('nobody.invalid');
  const { port: plain } = await startFront(port);
  expect((await at(`https://localhost:${plain}`)).of('tls_refused').facts.port).toBe(plain);
});
