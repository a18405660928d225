import { expect, jest, test } from '@jest/globals';
import { startRedis, madeUpSecret } from '@maqiao/test-servers';
import { startSimulator } from '@maqiao/wechat-simulator';
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Instance } from '../many/support/instance.ts';
import { afterTest } from '../support/after-test.ts';
import { runDoctor, runProcess, temporaryFile, temporaryFolder } from './support/run-doctor.ts';

jest.setTimeout(60_000);

const APP_SECRET = 'a-secret-that-must-stay-here-0001';

const environmentOf = (folder: string): Record<string, string> => ({
  WECHAT_APP_ID: 'wx0123456789abcdef',
  WECHAT_APP_SECRET: APP_SECRET,
  // Nobody is there: this file is about the machine itself.
  WECHAT_API_BASE_URL: 'http://127.0.0.1:1',
  PUBLIC_URL: 'http://127.0.0.1:1',
  DATABASE_URL: `sqlite:${join(folder, 'maqiao.db')}`,
});

/** A folder with the database and the secret of an installation that ran once. */
async function installation(): Promise<{
  folder: string;
  environment: Record<string, string>;
  file: string;
}> {
  const folder = temporaryFolder();
  const environment = environmentOf(folder);
  const instance = new Instance(environment);
  afterTest(() => instance.end('SIGKILL'));
  await instance.start();
  await instance.end('SIGTERM');
  return { folder, environment, file: join(folder, 'maqiao.db') };
}

test('bad settings: the variable is named, its value is not, and nothing else is tried', async () => {
  const report = await runDoctor({ ...environmentOf(temporaryFolder()), TRUST_PROXY: 'yes-please' });
  expect(report.status).toBe(1);
  expect(report.findings).toHaveLength(1);
  const { en, zh } = report.of('settings_bad');
  expect(en).toMatch(/TRUST_PROXY must be a whole number/);
  expect(zh).toMatch(/设置有误：TRUST_PROXY/);
  expect(report.output).not.toContain('yes-please');
});

test('an installation that never ran: said, and nothing is made', async () => {
  const folder = temporaryFolder();
  const report = await runDoctor(environmentOf(folder));
  expect(report.of('database_new').severity).toBe('note');
  expect(report.of('secret_to_be_made').facts.path).toBe(join(folder, 'maqiao.db.secret'));
  expect(existsSync(join(folder, 'maqiao.db'))).toBe(false);
});

test('one that ran: database, schema and secret are as they should be', async () => {
  const { environment } = await installation();
  const report = await runDoctor(environment);
  expect(report.of('database_ok').facts.dialect).toBe('SQLite');
  expect(report.of('secret_file_ok').severity).toBe('ok');
});

test('issue 13, number 8: the backend’s key is the owner’s too, until there is an ADMIN_KEY', async () => {
  const keys = { SITE_API_KEY: `shop:${madeUpSecret('shop')}` };
  const environment = { ...environmentOf(temporaryFolder()), ...keys };
  const report = await runDoctor(environment);
  const { severity, en, zh } = report.of('site_key_opens_admin');
  expect([severity, en, zh]).toEqual([
    'warning',
    expect.stringContaining('put it into .env as ADMIN_KEY'),
    expect.stringContaining('写进 .env 的 ADMIN_KEY'),
  ]);
  const both = await runDoctor({ ...environment, ADMIN_KEY: madeUpSecret('admin') });
  expect(both.findings.map(({ code }) => code)).not.toContain('site_key_opens_admin');
  for (const { output } of [report, both]) expect(output).not.toContain(madeUpSecret('shop'));
});

test('a secret that others may read, and settings that others may read', async () => {
  const { environment, file } = await installation();
  chmodSync(`${file}.secret`, 0o644);
  const settings = temporaryFile('maqiao.env', '', 0o640);
  const report = await runDoctor({ ...environment, MAQIAO_ENV_FILE: settings });
  expect(report.of('secret_file_open').en).toContain(
    `(mode 644), and with it sign in as anybody: chmod 600 ${file}.secret`,
  );
  expect(report.of('env_file_open').facts).toEqual({ path: settings, mode: '640' });
});

test('a secret that is lost, broken, or another one', async () => {
  const { environment, file } = await installation();
  const other = randomBytes(32).toString('hex');
  const another = await runDoctor({ ...environment, MAQIAO_SECRET: other });
  expect(another.of('secret_wrong').severity).toBe('fault');
  expect(another.output).not.toContain(other);
  writeFileSync(`${file}.secret`, 'nonsense');
  expect((await runDoctor(environment)).of('secret_unusable').en).toMatch(/32 random bytes/);
  rmSync(`${file}.secret`);
  expect((await runDoctor(environment)).of('secret_missing').zh).toMatch(/登录都会失效/);
  expect(existsSync(`${file}.secret`)).toBe(false);
});

test('a database of another AppID, or of a newer version', async () => {
  const { environment, file } = await installation();
  const other = await runDoctor({ ...environment, WECHAT_APP_ID: 'wx9999999999999999' });
  expect(other.of('database_other_app').severity).toBe('fault');
  const database = new DatabaseSync(file);
  database.exec("insert into kysely_migration values ('9999-of-tomorrow', '2030-01-01T00:00:00.000Z')");
  expect((await runDoctor(environment)).of('schema_newer').en).toContain('9999-of-tomorrow');
  database.close();
});

test.each([
  ['PostgreSQL is away', 'postgres://maqiao:hidden-password@127.0.0.1:1/maqiao', 'ECONNREFUSED'],
  ['its file is a folder', 'sqlite:/', 'SQLITE_CANTOPEN'],
])('the database cannot be used: %s', async (_name, url, reason) => {
  const environment = { ...environmentOf(temporaryFolder()), MAQIAO_SECRET: madeUpSecret('one') };
  const report = await runDoctor({ ...environment, DATABASE_URL: url });
  expect(report.of('database_away').facts.reason).toContain(reason);
  expect(report.output).not.toContain('hidden-password');
});

test('a database file that is damaged', async () => {
  const { environment, file } = await installation();
  writeFileSync(file, 'what is left of it');
  const report = await runDoctor(environment);
  expect(report.of('database_damaged').en).toMatch(
    /no whole SQLite database \(SQLITE_NOTADB\).*restore a backup/,
  );
});

test('Redis: away, wrong password, forgetful, and well', async () => {
  const redis = await startRedis({ requirepass: 'right-password' });
  afterTest(() => redis.stop());
  const environment = {
    ...environmentOf(temporaryFolder()),
    DATABASE_URL: 'postgres://u:p@127.0.0.1:1/d',
    MAQIAO_SECRET: madeUpSecret('one'),
  };
  const at = (password: string) => `redis://:${password}@127.0.0.1:${redis.port}`;
  const wrong = await runDoctor({ ...environment, REDIS_URL: at('wrong-password') });
  expect(wrong.of('redis_away').facts.reason).toBe('WRONGPASS');
  expect(wrong.output).not.toContain('wrong-password');
  const right = { ...environment, REDIS_URL: at('right-password') };
  expect((await runDoctor(right)).of('redis_ok').severity).toBe('ok');
  const forgetful = await startRedis({ 'maxmemory-policy': 'allkeys-lru' });
  afterTest(() => forgetful.stop());
  const evicts = (await runDoctor({ ...environment, REDIS_URL: forgetful.url })).of('redis_evicts');
  expect([evicts.severity, evicts.facts.policy]).toEqual(['warning', 'allkeys-lru']);
  await redis.kill();
  expect((await runDoctor(right)).of('redis_away').facts.reason).toBe('ECONNREFUSED');
});

test('the answer is in the language of the machine, or in the one that is asked for', async () => {
  const environment = environmentOf(temporaryFolder());
  const said = async (more: Record<string, string>, ...options: string[]) =>
    (await runProcess({ ...environment, ...more }, ...options)).out;
  expect(await said({ LANG: 'C.UTF-8' })).toMatch(/^Settings\n {2}✓ The settings are well formed\./);
  expect(await said({ LANG: 'zh_CN.UTF-8' })).toMatch(/^设置\n {2}✓ 设置的格式正确。/);
  expect(await said({ LANG: 'zh_CN.UTF-8', LC_ALL: 'en_US.UTF-8' })).toMatch(/^Settings/);
  const chinese = await said({}, '--lang', 'zh');
  expect(chinese).toMatch(/发现 \d+ 个故障/);
  expect(chinese).not.toContain(APP_SECRET);
});

test('the language asks for every word, and changes no diagnosis', async () => {
  const { environment, file } = await installation();
  rmSync(`${file}.secret`);
  const { out } = await runProcess({ ...environment, LANG: 'C.UTF-8' }, '--lang', 'zh');
  expect(out).toMatch(/找不到密钥：请设置 MAQIAO_SECRET，或者把它的文件放回/);
  expect(out).not.toMatch(/must be set|no answer/);
  const chinese = await runDoctor({ ...environment, MAQIAO_LANG: 'zh' });
  expect(chinese.of('secret_missing').en).toMatch(/MAQIAO_SECRET must be set/);
  expect(chinese.of('wechat_unreachable').en).toMatch(/The connection failed/);
  const away = {
    ...environment,
    DATABASE_URL: 'postgres://u:p@127.0.0.1:1/d',
    MAQIAO_SECRET: madeUpSecret('one'),
  };
  expect((await runDoctor({ ...away, MAQIAO_LANG: 'zh' })).of('database_away').facts.reason).toBe(
    'ECONNREFUSED',
  );
  const bad = await runProcess({ ...environment, PORT: 'x', LANG: 'C.UTF-8' }, '--lang', 'zh');
  expect(bad.out).toMatch(/PORT 应为 0 到 65535 的整数。/);
});

test('a check that fails of itself is a finding, and the rest is looked at all the same', async () => {
  const folder = temporaryFolder();
  // A file that nobody can look at, not even root.
  const settings = join(folder, 'loop.env');
  symlinkSync(settings, settings);
  const report = await runDoctor({ ...environmentOf(folder), MAQIAO_ENV_FILE: settings });
  expect(report.of('check_failed').facts).toEqual({ reason: 'ELOOP' });
  expect(report.of('wechat_unreachable').severity).toBe('fault');
  expect(report.status).toBe(1);
});

test('asked wrongly it says how, with a status of its own', async () => {
  for (const options of [['--lang', 'fr'], ['--fast']]) {
    const { status, out, err } = await runProcess(environmentOf(temporaryFolder()), ...options);
    expect([status, out]).toEqual([2, '']);
    expect(err).toContain('maqiao doctor [--lang en|zh] [--json] [--patient]');
  }
});

test('the demo is recognised, and WeChat is not called', async () => {
  const simulator = await startSimulator();
  afterTest(() => simulator.close());
  const folder = temporaryFolder();
  const report = await runDoctor({
    ...environmentOf(folder),
    WECHAT_APP_ID: '',
    WECHAT_APP_SECRET: '',
    WECHAT_API_BASE_URL: simulator.url,
  });
  expect(report.of('settings_demo').severity).toBe('note');
  expect(simulator.calls()).toEqual([]);
});
