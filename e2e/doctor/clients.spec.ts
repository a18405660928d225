import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { freePort } from '@maqiao/test-servers';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Instance } from '../many/support/instance.ts';
import { startFront, type FrontOptions } from './support/front.ts';
import { runDoctor, type Report } from './support/run-doctor.ts';

jest.setTimeout(60_000);

const folder = mkdtempSync(join(tmpdir(), 'maqiao-doctor-'));
const CLIENTS_FILE = join(folder, 'clients.json');
const SECRET = randomBytes(32).toString('base64url');
const CLIENT = {
  client_id: 'shop',
  client_name: '山前书店',
  redirect_uris: ['https://shop.example.com/callback'],
  client_secret: SECRET,
};
let port: number;
let sitePort: number;
let environment: Record<string, string>;
let instance: Instance;
beforeAll(async () => {
  [port, sitePort] = [await freePort(), await freePort()];
  writeFileSync(CLIENTS_FILE, JSON.stringify([CLIENT]), { mode: 0o600 });
  environment = {
    WECHAT_APP_ID: 'wx0123456789abcdef',
    WECHAT_APP_SECRET: 'a-secret-that-must-stay-here-0001',
    WECHAT_API_BASE_URL: 'http://127.0.0.1:1',
    MAQIAO_SECRET: randomBytes(32).toString('hex'),
    LOG_LEVEL: 'silent',
    DATABASE_URL: `sqlite:${join(folder, 'maqiao.db')}`,
    TRUST_PROXY: '1',
    PUBLIC_URL: `http://localhost:${port}`,
    CLIENTS_FILE,
    FORWARD_AUTH_HOSTS: `127.0.0.1:${sitePort}=*`,
  };
  instance = new Instance(environment);
  await instance.start();
});
afterAll(async () => {
  await instance.end('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** What the doctor says of a server behind that proxy; the protected site answers nothing unless its proxy is given. */
async function examine(
  front: FrontOptions,
  site?: FrontOptions,
  change: Record<string, string> = {},
): Promise<Report> {
  const fronts = [await startFront(instance.port, front, port)];
  if (site !== undefined) fronts.push(await startFront(instance.port, site, sitePort));
  const report = await runDoctor({ ...environment, ...change });
  for (const one of fronts) await one.stop();
  expect(report.output).not.toContain(SECRET);
  expect(report.output).not.toContain(environment.MAQIAO_SECRET);
  return report;
}

const saidOf = (topic: string, { findings }: Report) =>
  findings.filter((finding) => finding.topic === topic).map(({ code, severity }) => `${severity} ${code}`);

describe('issue 15, number 8: the doctor takes the way of a client', () => {
  test.each<[string, FrontOptions, string]>([
    ['passes everything', {}, 'ok oidc_ok'],
    [
      'keeps /.well-known/ for itself',
      { refuse: ({ url = '' }) => (url.startsWith('/.well-known/openid') ? 404 : undefined) },
      'fault well_known_not_passed',
    ],
    [
      'passes /.well-known/, and not /oidc/',
      { refuse: ({ url = '' }) => (url.startsWith('/oidc/') ? 403 : undefined) },
      'fault oidc_not_passed',
    ],
    [
      'lets no form through',
      { refuse: ({ headers }) => (headers['content-type']?.includes('form') ? 403 : undefined) },
      'fault oidc_not_passed',
    ],
    [
      'takes the header Authorization from clients',
      {
        change: ({ authorization, ...headers }) =>
          authorization === undefined || authorization.startsWith('Basic')
            ? headers
            : { ...headers, authorization },
      },
      'fault oidc_header_lost',
    ],
    [
      'gives forms another type',
      {
        change: (headers) =>
          headers.authorization === undefined && headers['content-type']?.includes('form')
            ? { ...headers, 'content-type': 'application/octet-stream' }
            : headers,
      },
      'fault oidc_form_lost',
    ],
  ])('a proxy that %s', async (_name, front, expected) => {
    expect(saidOf('clients', await examine(front))).toEqual([expected]);
  });

  test('the server that runs has another PUBLIC_URL', async () => {
    const change = { PUBLIC_URL: `http://127.0.0.1:${port}`, FORWARD_AUTH_HOSTS: '' };
    const report = await examine({}, undefined, change);
    expect(report.of('issuer_other').facts).toEqual({
      issuer: environment.PUBLIC_URL,
      origin: `http://127.0.0.1:${port}`,
    });
  });

  test('without a client nothing is said', async () => {
    const empty = { CLIENTS_FILE: '', FORWARD_AUTH_HOSTS: '', DATABASE_URL: 'sqlite:/none/of/ours.db' };
    const report = await examine({}, undefined, empty);
    expect([...saidOf('clients', report), ...saidOf('sites', report)]).toEqual([]);
  });

  test('the file of clients: others may read it, and the next start would refuse it', async () => {
    chmodSync(CLIENTS_FILE, 0o644);
    const open = await examine({});
    expect(open.of('clients_file_open').facts).toEqual({ path: CLIENTS_FILE, mode: '644' });
    const path = join(folder, 'bad.json');
    const redirect = ['http://shop.example.com/callback'];
    writeFileSync(path, JSON.stringify([{ ...CLIENT, redirect_uris: redirect }]), { mode: 0o600 });
    const bad = (await examine({}, undefined, { CLIENTS_FILE: path })).of('clients_file_bad');
    expect(bad.en).toMatch(/redirect_uris\[0\].*does not start/);
    chmodSync(CLIENTS_FILE, 0o600);
  });
});

describe('issue 15, number 8: the doctor visits protected sites through their proxies', () => {
  /** A proxy that asks nobody: whatever is not ours is answered by the app behind it. */
  const withApp = (status: number): FrontOptions => ({
    refuse: ({ url = '' }) => (url.startsWith('/.maqiao/') ? undefined : status),
  });

  test.each<[string, FrontOptions, string]>([
    ['asks, and sends visitors to sign in', withApp(302), 'ok site_ok'],
    ['asks, and refuses', withApp(401), 'ok site_ok'],
    ['does not ask', withApp(200), 'fault site_open'],
    ['asks in vain', withApp(500), 'fault site_check_fails'],
    ['does not hand on our path', { refuse: () => 404 }, 'fault site_path_not_passed'],
    ['does not say which site it serves', { headers: { host: 'app.internal' } }, 'fault site_unnamed'],
  ])('a proxy that %s', async (_name, site, expected) => {
    expect(saidOf('sites', await examine({}, site))).toEqual([expected]);
  });

  test('a site that is not there', async () => {
    expect((await examine({})).of('site_not_reached').facts).toEqual({
      host: `127.0.0.1:${sitePort}`,
      reason: 'ECONNREFUSED',
    });
  });
});
