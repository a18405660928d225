import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { freePort } from '@maqiao/test-servers';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Instance } from '../many/support/instance.ts';
import { startFront, type FrontOptions } from './support/front.ts';
import { runDoctor } from './support/run-doctor.ts';

jest.setTimeout(60_000);

const folder = mkdtempSync(join(tmpdir(), 'maqiao-doctor-'));
let port: number;
let environment: Record<string, string>;
let instance: Instance;
beforeAll(async () => {
  port = await freePort();
  environment = {
    WECHAT_APP_ID: 'wx0123456789abcdef',
    WECHAT_APP_SECRET: 'a-secret-that-must-stay-here-0001',
    WECHAT_API_BASE_URL: 'http://127.0.0.1:1',
    MAQIAO_SECRET: randomBytes(32).toString('hex'),
    LOG_LEVEL: 'silent',
    DATABASE_URL: `sqlite:${join(folder, 'maqiao.db')}`,
    TRUST_PROXY: '1',
    PUBLIC_URL: `http://localhost:${port}`,
  };
  instance = new Instance(environment);
  await instance.start();
});
afterAll(async () => {
  await instance.end('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

type Refuse = NonNullable<FrontOptions['refuse']>;
const longerThan =
  (bytes: number): Refuse =>
  ({ headers }) =>
    Number(headers['content-length'] ?? 0) > bytes ? 413 : undefined;

/** What the doctor says of a server behind that firewall, beside what is the same for all. */
async function examine(options: FrontOptions) {
  const front = await startFront(instance.port, options, port);
  const report = await runDoctor(environment);
  await front.stop();
  expect(report.output).not.toContain(environment.MAQIAO_SECRET);
  const same = [
    ...['public_url_plain', 'public_url_no_name', 'public_url_ok'],
    ...['server_clock_ok', 'forwarding_ok', 'socket_ok'],
  ];
  return report.findings
    .filter(({ topic, code }) => topic === 'address' && !same.includes(code))
    .map(({ code, severity, facts }) => ({ code, severity, facts }));
}

describe('issue 12, number 12: the doctor finds what a firewall in front refuses', () => {
  test.each<[string, Refuse, { code: string; severity: string; facts: object }[]]>([
    ['nothing', () => undefined, [{ code: 'calls_ok', severity: 'ok', facts: {} }]],
    [
      'PUT, PATCH and DELETE, as ModSecurity’s rules do',
      ({ method = '' }) => (['PUT', 'PATCH', 'DELETE'].includes(method) ? 403 : undefined),
      [
        { code: 'calls_ok', severity: 'ok', facts: {} },
        { code: 'methods_refused', severity: 'note', facts: { methods: 'PUT, PATCH, DELETE' } },
      ],
    ],
    [
      'DELETE alone',
      ({ method }) => (method === 'DELETE' ? 405 : undefined),
      [
        { code: 'calls_ok', severity: 'ok', facts: {} },
        { code: 'methods_refused', severity: 'note', facts: { methods: 'DELETE' } },
      ],
    ],
    [
      'every POST',
      ({ method }) => (method === 'POST' ? 403 : undefined),
      [{ code: 'post_refused', severity: 'fault', facts: { status: '403' } }],
    ],
    [
      'addresses that end in "delete"',
      ({ url }) => (url?.endsWith('/delete') ? 403 : undefined),
      [{ code: 'post_refused', severity: 'fault', facts: { status: '403' } }],
    ],
    [
      'bodies of more than 1 MiB, as nginx does unless told',
      longerThan(1024 * 1024),
      [{ code: 'picture_refused', severity: 'warning', facts: { status: '413' } }],
    ],
    [
      'bodies of more than 8 KiB',
      longerThan(8 * 1024),
      [
        { code: 'json_refused', severity: 'warning', facts: { status: '413', kib: 16 } },
        { code: 'picture_refused', severity: 'warning', facts: { status: '413' } },
      ],
    ],
    [
      'pictures, by their content type',
      ({ headers }) => (headers['content-type']?.startsWith('image/') ? 403 : undefined),
      [{ code: 'picture_refused', severity: 'warning', facts: { status: '403' } }],
    ],
    [
      'long cookies',
      ({ headers }) => ((headers.cookie?.length ?? 0) > 4096 ? 400 : undefined),
      [{ code: 'cookie_refused', severity: 'warning', facts: { status: '400', kib: 6 } }],
    ],
  ])('%s', async (_name, refuse, expected) => {
    expect(await examine({ refuse })).toEqual(expected);
  });
});
