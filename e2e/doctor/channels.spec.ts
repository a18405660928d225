import { expect, jest, test } from '@jest/globals';
import { freePort } from '@maqiao/test-servers';
import { startSimulator, type Simulator } from '@maqiao/wechat-simulator';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Instance } from '../many/support/instance.ts';
import { afterTest } from '../support/after-test.ts';
import { startFront } from './support/front.ts';
import { runDoctor, temporaryFile, temporaryFolder } from './support/run-doctor.ts';

jest.setTimeout(60_000);

const ACCOUNT = {
  appId: 'wx2222222222222222',
  appSecret: 'account-secret-0001',
  token: 'apushtokenof24characters',
  encodingAesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
  id: 'gh_0123456789ab',
};
const OTHER_KEY = 'GFEDCBA9876543210zyxwvutsrqponmlkjihgfedcba';

interface Set {
  readonly simulator: Simulator;
  readonly environment: Record<string, string>;
  /** Where the database is. */
  readonly folder: string;
}

/** An official account without a mini program, and nobody at PUBLIC_URL. */
async function account(kind: 'service' | 'subscription' = 'service'): Promise<Set> {
  const simulator = await startSimulator({ officialAccount: { ...ACCOUNT, kind } });
  afterTest(() => simulator.close());
  const folder = temporaryFolder();
  const environment = {
    WECHAT_OFFICIAL_ACCOUNT_APP_ID: ACCOUNT.appId,
    WECHAT_OFFICIAL_ACCOUNT_APP_SECRET: ACCOUNT.appSecret,
    WECHAT_OFFICIAL_ACCOUNT_TOKEN: ACCOUNT.token,
    WECHAT_OFFICIAL_ACCOUNT_ENCODING_AES_KEY: ACCOUNT.encodingAesKey,
    WECHAT_OFFICIAL_ACCOUNT_ID: ACCOUNT.id,
    WECHAT_API_BASE_URL: simulator.url,
    PUBLIC_URL: 'http://127.0.0.1:1',
    DATABASE_URL: `sqlite:${join(folder, 'maqiao.db')}`,
    MAQIAO_SECRET: randomBytes(32).toString('hex'),
    LOG_LEVEL: 'warn',
  };
  return { simulator, environment, folder };
}

/** A server of these settings at PUBLIC_URL, which is in the answer. */
async function served(
  environment: Record<string, string>,
  change: Record<string, string> = {},
): Promise<{ readonly environment: Record<string, string>; readonly instance: Instance }> {
  const port = await freePort();
  const here = { ...environment, PORT: String(port), PUBLIC_URL: `http://127.0.0.1:${port}` };
  const instance = new Instance({ ...here, ...change });
  afterTest(() => instance.end('SIGKILL'));
  await instance.start();
  return { environment: here, instance };
}

const CALLS = ['stable_token', 'qrcode_create', 'get_current_autoreply_info', 'get_current_selfmenu_info'];

test('the account is asked once for each thing, and a code for people only where they are offered it', async () => {
  const { simulator, environment, folder } = await account();
  const report = await runDoctor(environment);
  for (const code of ['account_ok', 'account_codes_ok', 'console_empty', 'clock_ok'])
    expect(report.of(code).severity).toBe('ok');
  expect(simulator.calls().map(({ endpoint }) => endpoint)).toEqual(CALLS);
  expect(JSON.stringify(simulator.calls('stable_token'))).not.toContain('"force_refresh":true');
  for (const secret of [ACCOUNT.appSecret, ACCOUNT.token, ACCOUNT.encodingAesKey])
    expect(report.output).not.toContain(secret);
  expect(readdirSync(folder)).toEqual([]);

  const without = await runDoctor({ ...environment, LOGIN_METHODS: 'official-account-web' });
  expect(without.findings.map(({ code }) => code)).not.toContain('account_codes_ok');
  expect(simulator.calls('qrcode_create')).toHaveLength(1);
});

test.each([
  [40125, 'account_refused', /WECHAT_OFFICIAL_ACCOUNT_APP_SECRET is not the secret/],
  [40013, 'account_refused', /WECHAT_OFFICIAL_ACCOUNT_APP_ID is not known/],
  [45009, 'account_busy', /quota/],
])('WeChat refuses the token of the account with %i: %s', async (errcode, code, sentence) => {
  const { simulator, environment } = await account();
  simulator.fault('stable_token', { kind: 'errcode', errcode });
  const { en, zh } = (await runDoctor(environment)).of(code);
  expect(en).toMatch(sentence);
  expect(zh).toMatch(/^微信对公众号返回/);
  expect(simulator.calls().map(({ endpoint }) => endpoint)).toEqual(['stable_token']);
});

test('this address is not in the IP list of the account: it is named', async () => {
  const { simulator, environment } = await account();
  simulator.fault('stable_token', {
    kind: 'errcode',
    errcode: 40164,
    errmsg:
      'invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist rid: 6523f1a2-0b3c4d5e-6f708192',
  });
  expect((await runDoctor(environment)).of('account_refused_address').facts.address).toBe('203.0.113.7');
});

test('an account that may make no codes: said, with the way that it has', async () => {
  const { environment } = await account('subscription');
  const report = await runDoctor(environment);
  expect(report.of('account_refused').en).toMatch(
    /48001 of the official account: .*certified service accounts.*six digits/,
  );
  expect(report.of('console_empty').severity).toBe('ok');
});

test('what the console is set to is saved once, for its owner only, and never written over', async () => {
  const { simulator, environment, folder } = await account();
  const { officialAccount } = simulator;
  officialAccount.console = { greeting: '欢迎', keywords: { 价格: '九元' }, menu: [] };
  const { facts, severity, en } = (await runDoctor(environment, '--before-start')).of('console_saved');
  expect([severity, en]).toEqual(['warning', expect.stringMatching(/disables both.*one push address only/)]);
  const path = String(facts.path);
  expect(readdirSync(folder).map((name) => join(folder, name))).toEqual([path]);
  expect(path).toMatch(/wechat-console-wx2222222222222222-\d{8}T\d{6}Z\.json$/);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const text = readFileSync(path, 'utf8');
  for (const said of ['欢迎', '价格', '九元', 'is_menu_open']) expect(text).toContain(said);

  expect((await runDoctor(environment)).of('console_kept').facts.path).toBe(path);
  // As if it were of another day: the name has no smaller parts than seconds.
  const earlier = join(folder, `wechat-console-${ACCOUNT.appId}-20200101T000000Z.json`);
  renameSync(path, earlier);
  officialAccount.console = {
    keywords: {},
    menu: [{ type: 'view', name: '网站', url: 'https://a.example' }],
  };
  const later = String((await runDoctor(environment)).of('console_saved').facts.path);
  expect(later).not.toBe(earlier);
  expect(readFileSync(later, 'utf8')).toContain('网站');
  expect(readFileSync(earlier, 'utf8')).toBe(text);
});

test('what the console is set to cannot be read, or not be saved: a warning to write it down', async () => {
  const { simulator, environment, folder } = await account();
  simulator.fault('get_current_autoreply_info', { kind: 'errcode', errcode: 48001 });
  expect((await runDoctor(environment)).of('console_unread').facts.reason).toBe(48001);
  simulator.officialAccount.console = { greeting: 'hello', keywords: {}, menu: [] };
  const away = await runDoctor({ ...environment, DATABASE_URL: `sqlite:${join(folder, 'away/maqiao.db')}` });
  expect(away.of('console_unsaved').facts.reason).toBe('ENOENT');
});

test('the event push arrives, nothing is done with it, and it is not forwarded', async () => {
  let forwarded = 0;
  const program = createServer((_request, response) => {
    forwarded += 1;
    response.end('success');
  });
  await new Promise<void>((resolve) => program.listen(0, '127.0.0.1', resolve));
  afterTest(() => program.close());
  const { environment } = await account();
  const forward = `http://127.0.0.1:${(program.address() as AddressInfo).port}/`;
  const here = await served({ ...environment, WECHAT_OFFICIAL_ACCOUNT_FORWARD_URL: forward });
  const report = await runDoctor(here.environment);
  expect(report.of('push_ok').facts.url).toBe(`${here.environment.PUBLIC_URL}/wechat/official-account`);
  expect(forwarded).toBe(0);
});

test.each([
  ['another token', { WECHAT_OFFICIAL_ACCOUNT_TOKEN: 'anothertokenof24letters0' }, 'push_token_other'],
  ['another key', { WECHAT_OFFICIAL_ACCOUNT_ENCODING_AES_KEY: OTHER_KEY }, 'push_key_other'],
  ['another AppID', { WECHAT_OFFICIAL_ACCOUNT_APP_ID: 'wx3333333333333333' }, 'push_key_other'],
  [
    'messages in the clear',
    { WECHAT_OFFICIAL_ACCOUNT_MODE: 'plain', WECHAT_OFFICIAL_ACCOUNT_ENCODING_AES_KEY: '' },
    'push_key_other',
  ],
])('the running server has %s', async (_name, change, code) => {
  const { environment } = await account();
  const here = await served(environment, change);
  const report = await runDoctor(here.environment);
  expect(report.of(code).severity).toBe('fault');
  expect(report.wrong.filter((one) => one.startsWith('push_'))).toEqual([code]);
});

test('the running server has no account; a proxy refuses what WeChat sends', async () => {
  const { environment } = await account();
  const names = Object.keys(environment).filter((name) => name.startsWith('WECHAT_OFFICIAL_ACCOUNT_'));
  const mini = { WECHAT_APP_ID: 'wx0123456789abcdef', WECHAT_APP_SECRET: 'a-secret' };
  const nothing = Object.fromEntries(names.map((name) => [name, '']));
  const without = await served(environment, { ...mini, ...nothing });
  expect((await runDoctor(without.environment)).of('push_without_account').severity).toBe('fault');

  const { instance, environment: behind } = await served(environment);
  const front = await startFront(instance.port, {
    refuse: ({ method, url }) =>
      method === 'POST' && url?.startsWith('/wechat/') === true ? 403 : undefined,
  });
  const report = await runDoctor({ ...behind, PUBLIC_URL: `http://127.0.0.1:${front.port}` });
  expect(report.of('push_not_passed').facts.status).toBe('403');
});

test('in the clear the token must be long; a message still arrives', async () => {
  const { environment } = await account();
  const here = await served({
    ...environment,
    WECHAT_OFFICIAL_ACCOUNT_MODE: 'plain',
    WECHAT_OFFICIAL_ACCOUNT_ENCODING_AES_KEY: '',
    WECHAT_OFFICIAL_ACCOUNT_TOKEN: 'short',
  });
  const report = await runDoctor(here.environment);
  expect(report.of('push_token_short').severity).toBe('warning');
  expect(report.of('push_ok').severity).toBe('ok');
});

test('a domain that WeChat does not come back to', async () => {
  const { environment } = await account();
  const ways = {
    ...environment,
    WECHAT_WEBSITE_APP_ID: 'wx4444444444444444',
    WECHAT_WEBSITE_APP_SECRET: 'a-website-secret',
  };
  for (const url of ['http://127.0.0.1:1', 'https://127.0.0.1', 'https://localhost:1']) {
    const report = await runDoctor({ ...ways, PUBLIC_URL: url }, '--before-start');
    expect(report.of('website_domain_unusable').severity).toBe('fault');
    expect(report.of('account_web_domain_unusable').severity).toBe('warning');
  }
  const good = await runDoctor({ ...ways, PUBLIC_URL: 'https://login.example.com' }, '--before-start');
  expect(good.of('website_entry').facts.host).toBe('login.example.com');
  expect(good.of('account_web_entry').zh).toContain('网页授权域名');
  const only = await runDoctor({ ...ways, LOGIN_METHODS: 'official-account' }, '--before-start');
  expect(only.findings.map(({ code }) => code).filter((code) => /_domain_|_entry$/.test(code))).toEqual([]);
});

test('the files by which WeChat checks domains: there, and served', async () => {
  const { environment } = await account();
  const files = join(temporaryFolder(), 'verify');
  const here = await served({ ...environment, WECHAT_VERIFY_FILES: files });
  expect((await runDoctor(here.environment)).of('verify_folder_unreadable').facts.reason).toBe('ENOENT');
  mkdirSync(files);
  expect((await runDoctor(here.environment)).of('verify_files_absent').facts.folder).toBe(files);
  writeFileSync(join(files, 'MP_verify_abcDEF0123456789.txt'), 'abcDEF0123456789');
  expect((await runDoctor(here.environment)).of('verify_file_ok').facts.url).toBe(
    `${here.environment.PUBLIC_URL}/MP_verify_abcDEF0123456789.txt`,
  );
  const elsewhere = join(temporaryFile('MP_verify_zz.txt', 'zz', 0o600), '..');
  const other = await runDoctor({ ...here.environment, WECHAT_VERIFY_FILES: elsewhere });
  expect(other.of('verify_file_not_served').facts.status).toBe('404');
});

test('a method that this version does not have stops the start, in both languages', async () => {
  const { environment } = await account();
  const { en, zh } = (await runDoctor({ ...environment, LOGIN_METHODS: 'official-account,passkey' })).of(
    'settings_bad',
  );
  expect(en).toMatch(/^LOGIN_METHODS names passkey, which this version of Maqiao does not have yet/);
  expect(zh).toMatch(/LOGIN_METHODS 里有 passkey，这个版本的码桥还没有/);
});
