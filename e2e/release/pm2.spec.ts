import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { createSceneName, createVerifier } from '@maqiao/shared';
import type { Simulator } from '@maqiao/wechat-simulator';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { installIsolated } from '../../scripts/lib/isolated-install.mjs';
import { until } from '../support/until.ts';
import { settle, unpackRelease, type Unpacked } from './support/unpacked.ts';

// The real pm2 runs an unpacked archive with deploy/pm2.config.cjs. The first run on a machine installs it through the
// registry.
jest.setTimeout(300_000);

const run = promisify(execFile);

let home: string;
let unpacked: Unpacked;
let simulator: Simulator;
let url: string;
let program: string;
beforeAll(async () => {
  const installation = await installIsolated('pm2', 'e2e/release/pm2', '');
  program = join(installation, 'node_modules/pm2/bin/pm2');
  home = mkdtempSync(join(tmpdir(), 'maqiao-pm2-'));
  unpacked = unpackRelease();
  ({ simulator, url } = await settle(unpacked));
});
afterAll(async () => {
  await pm2('kill');
  await simulator.close();
  unpacked.remove();
  rmSync(home, { recursive: true, force: true });
});

/** pm2 of this test alone: another daemon, other logs, and no questions to its makers. */
async function pm2(...args: string[]): Promise<string> {
  const env = {
    PATH: process.env.PATH,
    HOME: home,
    PM2_HOME: join(home, '.pm2'),
    PM2_DISABLE_VERSION_CHECK: 'true',
  };
  return (await run(process.execPath, [program, ...args], { env })).stdout;
}

interface Listed {
  pid: number;
  pm2_env: { status: string; restart_time: number; kill_timeout: number; exit_code?: number };
}

async function listed(): Promise<Listed> {
  const list = JSON.parse(await pm2('jlist', '--silent')) as Listed[];
  expect(list).toHaveLength(1);
  return list[0] as Listed;
}

const answers = () =>
  fetch(`${url}/livez`).then(
    ({ ok }) => ok,
    () => false,
  );
const up = () => until(answers, () => `the server to answer: ${said()}`);

function said(): string {
  return ['out', 'error']
    .map((kind) => readFileSync(join(home, `.pm2/logs/maqiao-${kind}.log`), 'utf8'))
    .join('');
}

test('pm2 runs the archive with the archive’s own Node, starts it again when it dies, and lets calls finish', async () => {
  await pm2('start', join(unpacked.folder, 'deploy/pm2.config.cjs'));
  await up();
  const first = await listed();
  expect(readlinkSync(`/proc/${first.pid}/exe`)).toBe(join(unpacked.folder, 'node/bin/node'));
  expect(first.pm2_env.status).toBe('online');

  process.kill(first.pid, 'SIGKILL');
  await until(
    async () => (await listed()).pid !== first.pid,
    () => 'pm2 to start it again',
  );
  await up();

  simulator.fault('getwxacodeunlimit', { kind: 'delay', milliseconds: 60_000 });
  const scene = createSceneName(createVerifier(globalThis.crypto), Date.now());
  const underWay = fetch(`${url}/api/scenes`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ scene }),
  });
  const asked = () => simulator.calls('getwxacodeunlimit').length > 0;
  await until(asked, () => 'the call to WeChat');
  const stopped = pm2('stop', 'maqiao');
  await until(
    async () => !(await answers()),
    () => 'the server to stop listening',
  );
  simulator.advanceClock(60_000);
  expect((await underWay).status).toBe(201);
  await stopped;
  const last = await listed();
  expect(last.pm2_env).toMatchObject({ status: 'stopped', exit_code: 0 });
  // The longest call takes 13 s; pm2 kills after 1.6 s by default.
  expect(last.pm2_env.kill_timeout).toBeGreaterThan(13_000);
  expect(said()).toContain('Nest application successfully started');
});
