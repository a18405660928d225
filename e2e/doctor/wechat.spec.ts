import { expect, jest, test } from '@jest/globals';
import { startSimulator, type Simulator } from '@maqiao/wechat-simulator';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterTest } from '../support/after-test.ts';
import { runDoctor, temporaryFolder } from './support/run-doctor.ts';

jest.setTimeout(60_000);

const PROBED = ['stable_token', 'getwxacodeunlimit'] as const;

async function simulated(): Promise<{ simulator: Simulator; environment: Record<string, string> }> {
  const simulator = await startSimulator();
  afterTest(() => simulator.close());
  const environment = {
    WECHAT_APP_ID: simulator.appId,
    WECHAT_APP_SECRET: simulator.appSecret,
    WECHAT_API_BASE_URL: simulator.url,
    // Nobody is there: this file is about WeChat.
    PUBLIC_URL: 'http://127.0.0.1:1',
    DATABASE_URL: `sqlite:${join(temporaryFolder(), 'maqiao.db')}`,
  };
  return { simulator, environment };
}

test('all is well with WeChat: one token without force, one code, and no login code is spent', async () => {
  const { simulator, environment } = await simulated();
  const report = await runDoctor(environment);
  for (const code of ['wechat_ok', 'page_ok', 'clock_ok']) expect(report.of(code).severity).toBe('ok');
  expect(simulator.calls().map(({ endpoint }) => endpoint)).toEqual(PROBED);
  // Whoever holds the current token keeps it: another forced fetch is not asked to wait.
  expect(JSON.stringify(simulator.calls('stable_token'))).not.toContain('"force_refresh":true');
  expect(report.output).not.toContain(simulator.appSecret);
});

test.each([
  [40013, 'wechat_refused', /WECHAT_APP_ID is not known/, /WECHAT_APP_ID 不合法/],
  [40125, 'wechat_refused', /WECHAT_APP_SECRET is not the secret/, /WECHAT_APP_SECRET 不对/],
  [40001, 'wechat_refused', /WECHAT_APP_SECRET is not the secret/, /WECHAT_APP_SECRET 不对/],
  [40243, 'wechat_refused', /frozen: unfreeze/, /已冻结/],
  [50007, 'wechat_refused', /The account is frozen/, /账号已冻结/],
  [-1, 'wechat_busy', /busy/, /繁忙/],
  [45009, 'wechat_busy', /quota/, /限额/],
  [99999, 'wechat_refused', /99999, which Maqiao does not know/, /未知错误码 99999/],
])('WeChat refuses the token with %i: %s, in words with a cure', async (errcode, code, en, zh) => {
  const { simulator, environment } = await simulated();
  simulator.fault('stable_token', { kind: 'errcode', errcode });
  const report = await runDoctor(environment);
  expect(report.of(code).en).toMatch(en);
  expect(report.of(code).zh).toMatch(zh);
  expect(report.of(code).facts.errcode).toBe(errcode);
  // What failed once is not repeated, and what needs the token is not asked.
  expect(simulator.calls().map(({ endpoint }) => endpoint)).toEqual(['stable_token']);
});

test('an address that is not in the IP list is named, to be copied into the console', async () => {
  const { simulator, environment } = await simulated();
  const errmsg = 'invalid ip 203.0.113.44 ipv6 ::ffff:203.0.113.44, not in whitelist';
  simulator.fault('stable_token', { kind: 'errcode', errcode: 40164, errmsg });
  const { en, zh } = (await runDoctor(environment)).of('wechat_refused_address');
  expect(en).toMatch(/IP白名单.*The address is 203\.0\.113\.44\./);
  expect(zh).toMatch(/白名单.*203\.0\.113\.44/);
});

test('an AppSecret that is not that of the AppID', async () => {
  const { environment } = await simulated();
  const report = await runDoctor({ ...environment, WECHAT_APP_SECRET: 'f'.repeat(32) });
  expect(report.status).toBe(1);
  expect(report.of('wechat_refused').en).toMatch(/WECHAT_APP_SECRET is not the secret/);
  expect(report.output).not.toContain('f'.repeat(32));
});

test('a page that is not published for this version; the trial version is not checked, and that is said', async () => {
  const { simulator, environment } = await simulated();
  simulator.publish({ pages: [] });
  const { en, zh } = (await runDoctor(environment)).of('wechat_refused');
  expect(en).toMatch(/41030: The page is not published.*WECHAT_ENV_VERSION=trial/);
  expect(zh).toMatch(/页面未发布/);
  const trial = await runDoctor({ ...environment, WECHAT_ENV_VERSION: 'trial' });
  expect(trial.of('page_unchecked').facts).toMatchObject({ version: 'trial', page: 'pages/login/index' });
});

test('something that is not WeChat answers, or nothing does', async () => {
  const { simulator, environment } = await simulated();
  simulator.fault('stable_token', { kind: 'html', status: 502 });
  expect((await runDoctor(environment)).of('wechat_unreachable').en).toMatch(/HTTP status 502/);
  simulator.fault('stable_token', { kind: 'disconnect' });
  expect((await runDoctor(environment)).of('wechat_unreachable').en).toMatch(/ECONNRESET/);
  await simulator.close();
  expect((await runDoctor(environment)).of('wechat_unreachable').en).toMatch(/ECONNREFUSED/);
});

test.each([
  [-90, 'clock_fast'],
  [90, 'clock_slow'],
])('WeChat’s clock is %i s away: %s', async (seconds, code) => {
  const { simulator, environment } = await simulated();
  const away = createServer((incoming, response) => {
    const options = { method: incoming.method, headers: incoming.headers, agent: false as const };
    const onward = request(simulator.url + incoming.url, options, (answer) => {
      const date = new Date(Date.now() + seconds * 1000).toUTCString();
      response.writeHead(answer.statusCode ?? 502, { ...answer.headers, date });
      answer.pipe(response);
    });
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => away.listen(0, '127.0.0.1', resolve));
  afterTest(() => away.close());
  const url = `http://127.0.0.1:${(away.address() as AddressInfo).port}`;
  const { facts } = (await runDoctor({ ...environment, WECHAT_API_BASE_URL: url })).of(code);
  expect(Math.abs(Number(facts.seconds) - 90)).toBeLessThan(5);
});

test('a host that is not WeChat’s is named', async () => {
  const { simulator, environment } = await simulated();
  const { facts, severity } = (await runDoctor(environment)).of('wechat_elsewhere');
  expect([severity, facts.host]).toEqual(['warning', new URL(simulator.url).host]);
});
