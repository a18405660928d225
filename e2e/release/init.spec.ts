import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { startSimulator, type Simulator } from '@maqiao/wechat-simulator';
import { execFile, spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync, lstatSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { notRun } from '../support/not-run.ts';
import { until } from '../support/until.ts';
import { unpackRelease, type Unpacked } from './support/unpacked.ts';

jest.setTimeout(120_000);

/** Of util-linux: runs a command in a terminal of its own. */
const SCRIPT = '/usr/bin/script';

let unpacked: Unpacked;
let simulator: Simulator;
let file: string;
let secretFile: string;
beforeAll(async () => {
  unpacked = unpackRelease();
  simulator = await startSimulator();
  file = join(unpacked.folder, '.env');
  secretFile = join(unpacked.folder, 'app-secret');
  writeFileSync(secretFile, `${simulator.appSecret}\n`);
});
afterEach(() => rmSync(file, { force: true }));
afterAll(async () => {
  unpacked.remove();
  await simulator.close();
});

interface Said {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

function maqiao(args: string[], environment: Record<string, string> = {}, input = ''): Promise<Said> {
  // The doctor that init calls asks the stand-in.
  const env = { PATH: '/nonexistent', WECHAT_API_BASE_URL: simulator.url, ...environment };
  return new Promise((resolve) => {
    const child = execFile(join(unpacked.folder, 'maqiao'), args, { env, cwd: '/' }, (error, out, err) =>
      resolve({ status: error === null ? 0 : Number(error.code), out, err }),
    );
    child.stdin?.end(input);
  });
}

const settings = () => parseEnv(readFileSync(file, 'utf8'));
const all = () => [
  'init',
  ...[
    '--app-id',
    simulator.appId,
    '--app-secret-file',
    secretFile,
    '--public-url',
    'https://login.example.com',
  ],
];

describe('issue 13, number 6: maqiao init without a terminal', () => {
  test('writes what was given, for its owner only, and what the server cannot be without', async () => {
    const { status, out, err } = await maqiao([...all(), '--site-name', '山前 书店 #1', '--yes']);
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(settings()).toEqual({
      WECHAT_APP_ID: simulator.appId,
      WECHAT_APP_SECRET: simulator.appSecret,
      PUBLIC_URL: 'https://login.example.com',
      SITE_NAME: '山前 书店 #1',
      WECHAT_ENV_VERSION: 'trial',
      HOST: '127.0.0.1',
      TRUST_PROXY: '1',
      ADMIN_KEY: expect.stringMatching(/^[\w-]{43}$/),
      SITE_API_KEY: expect.stringMatching(/^[\w-]{43}$/),
      METRICS_TOKEN: expect.stringMatching(/^[\w-]{43}$/),
    });
    // The example's own words stay around them.
    expect(readFileSync(file, 'utf8')).toContain('docs/settings.md explains every setting');
    expect(out).toMatch(/✓ .*WeChat/);
    expect(out).toContain(`Next: as root, run ${join(unpacked.folder, 'maqiao')} install`);
    for (const name of ['WECHAT_APP_SECRET', 'ADMIN_KEY', 'SITE_API_KEY', 'METRICS_TOKEN']) {
      expect(out).not.toContain(settings()[name]);
    }
    // And the start takes it.
    const doctor = await maqiao(['doctor', '--json', '--before-start']);
    const { findings } = JSON.parse(doctor.out) as { findings: { code: string }[] };
    expect(findings.map(({ code }) => code)).toEqual(expect.arrayContaining(['settings_ok', 'wechat_ok']));
    expect(findings.map(({ code }) => code)).not.toContain('env_file_open');
  });

  test('a second call changes only the given settings, and keeps comments and other settings', async () => {
    writeFileSync(
      file,
      `# mine\nWECHAT_APP_ID=${simulator.appId}\nWECHAT_APP_SECRET=${simulator.appSecret}\nPUBLIC_URL=https://old.example.com\nTRUST_PROXY=2\nLOG_LEVEL=debug\nSITE_API_KEY=kept-kept-kept-1f9a-kept\n`,
      { mode: 0o644 },
    );
    const { status } = await maqiao(['init', '--public-url', 'https://new.example.com', '--yes']);
    expect(status).toBe(0);
    expect(readFileSync(file, 'utf8')).toMatch(/^# mine\n/);
    expect(settings()).toMatchObject({
      PUBLIC_URL: 'https://new.example.com',
      TRUST_PROXY: '2',
      LOG_LEVEL: 'debug',
      SITE_API_KEY: 'kept-kept-kept-1f9a-kept',
      WECHAT_APP_SECRET: simulator.appSecret,
    });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    // Without a proxy in front, forwarding headers must not be trusted.
    await maqiao(['init', '--proxy', 'no', '--yes']);
    expect(settings()).not.toHaveProperty('TRUST_PROXY');
  });

  test('the environment answers as well, a secret may be piped in, and another file may be named', async () => {
    const other = join(unpacked.folder, 'other.env');
    const link = join(unpacked.folder, 'link.env');
    writeFileSync(other, '');
    symlinkSync(other, link);
    const { status } = await maqiao(
      ['init', '--app-secret-file', '-', '--file', link],
      { WECHAT_APP_ID: simulator.appId, PUBLIC_URL: 'http://192.168.1.20:3000' },
      simulator.appSecret,
    );
    expect(status).toBe(0);
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    const written = parseEnv(readFileSync(other, 'utf8'));
    expect(written).toMatchObject({
      WECHAT_APP_SECRET: simulator.appSecret,
      PUBLIC_URL: 'http://192.168.1.20:3000',
    });
    // No proxy has a certificate for that.
    expect(written).not.toHaveProperty('TRUST_PROXY');
    expect(existsSync(file)).toBe(false);
  });

  test('the test account: no key, the mode that it has, and no secret in the output', async () => {
    const args = ['--account-app-id', 'wx00000000000000a1', '--account-secret-file', secretFile];
    const address = ['--account-id', 'gh_0123456789ab', '--public-url', 'https://login.example.com', '--yes'];
    const { status, out, err } = await maqiao(['init', '--ways', 'test-account', ...args, ...address]);
    expect({ status, err }).toEqual({ status: 0, err: '' });
    const { WECHAT_OFFICIAL_ACCOUNT_TOKEN: token = '', ...written } = settings();
    expect(token).toMatch(/^[A-Za-z0-9]{32}$/);
    expect(written).toMatchObject({ WECHAT_OFFICIAL_ACCOUNT_MODE: 'plain' });
    expect(written).not.toHaveProperty('WECHAT_OFFICIAL_ACCOUNT_ENCODING_AES_KEY');
    expect(out).toContain('接口配置信息');
    expect(out).toContain(`Token  WECHAT_OFFICIAL_ACCOUNT_TOKEN in ${file}`);
    for (const secret of [token, simulator.appSecret]) expect(out).not.toContain(secret);
    // A personal account in its place: what the test account had is no setting any more.
    const picture = join(unpacked.folder, 'code.png');
    writeFileSync(picture, '');
    const personal = [
      '--ways',
      'personal-account',
      '--account-name',
      '山前书店',
      '--account-code-file',
      picture,
    ];
    expect((await maqiao(['init', ...personal, '--yes'])).status).toBe(0);
    expect(settings()).toMatchObject({
      WECHAT_OFFICIAL_ACCOUNT_TOKEN: token,
      WECHAT_OFFICIAL_ACCOUNT_ENCODING_AES_KEY: expect.stringMatching(/^[A-Za-z0-9]{43}$/),
      WECHAT_OFFICIAL_ACCOUNT_NAME: '山前书店',
    });
    for (const name of ['WECHAT_OFFICIAL_ACCOUNT_APP_SECRET', 'WECHAT_OFFICIAL_ACCOUNT_MODE'])
      expect(settings()).not.toHaveProperty(name);
  });

  test.each([
    ['a way that there is not', ['--ways', 'alipay'], 1, /These are numbers from 1 to 5/],
    [
      'two official accounts',
      ['--ways', 'test-account,service-account'],
      1,
      /A server has one official account/,
    ],
    ['nothing', ['--yes'], 2, /^Nothing was written: --app-id, --app-secret-file, --public-url missing/],
    ['an address without https', ['--public-url', 'http://login.example.com'], 1, /PUBLIC_URL must be https/],
    [
      'a version that there is not',
      ['--env-version', 'beta'],
      1,
      /WECHAT_ENV_VERSION must be release, trial or develop/,
    ],
    ['neither yes nor no', ['--proxy', 'perhaps'], 1, /Please answer yes or no/],
    ['a file that is not there', ['--app-secret-file', '/none'], 1, /\/none cannot be read \(ENOENT\)/],
    ['another option', ['--nonsense'], 2, /^maqiao init \[--ways/],
  ])('with %s it says so and writes nothing', async (_what, args, status, says) => {
    const rest = args[0] === '--yes' ? [] : all().slice(1);
    const said = await maqiao(['init', ...rest, ...args]);
    expect([said.status, said.err]).toEqual([status, expect.stringMatching(says)]);
    expect(said.err).not.toContain(simulator.appSecret);
    expect(existsSync(file)).toBe(false);
  });
});

if (existsSync(SCRIPT)) {
  describe('issue 13, number 6: maqiao init in a terminal', () => {
    /** Runs it in a terminal, and types each answer when its question is shown. */
    async function talk(
      answers: readonly (readonly [RegExp, string])[],
      environment: Record<string, string> = {},
    ) {
      const command = `${join(unpacked.folder, 'maqiao')} init`;
      const env = {
        PATH: process.env.PATH ?? '',
        WECHAT_API_BASE_URL: simulator.url,
        TERM: 'xterm',
        ...environment,
      };
      const child = spawn(SCRIPT, ['--quiet', '--return', '--command', command, '/dev/null'], {
        env,
        cwd: '/',
      });
      let said = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
      const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
      let read = 0;
      for (const [question, answer] of answers) {
        await until(
          () => question.test(said.slice(read)),
          () => `${String(question)} in: ${said.slice(read)}`,
        );
        read = said.length;
        child.stdin.write(answer);
      }
      return { status: await ended, said };
    }

    test('asks one thing after the other, in the owner’s language, and never shows the secret', async () => {
      const { status, said } = await talk(
        [
          [/5 {2}开放平台的网站应用[\s\S]*\[mini-program\]: /, '1\r'],
          [/小程序的 AppID（公众平台：开发管理 → 开发设置）: /, `${simulator.appId}\r`],
          [/AppSecret，在同一页（输入时不显示）: /, `${simulator.appSecret}\r`],
          [/用户和手机访问这台服务器的地址.*: /, 'http://login.example.com\r'],
          // Refused, in the words of the start, and asked again.
          [/PUBLIC_URL 必须是 https[\s\S]*login\.example\.com: /, 'login.example.com/\r'],
          [/网站名称.* \[login\.example\.com\]: /, '山前书店\r'],
          [/ \[trial\]: /, '\r'],
          [/反向代理.* \[yes\]: /, '是\r'],
        ],
        { LANG: 'zh_CN.UTF-8' },
      );
      expect(status).toBe(0);
      expect(said).toContain(`下一步：以 root 执行 ${join(unpacked.folder, 'maqiao')} install`);
      expect(said).not.toContain(simulator.appSecret);
      expect(settings()).toMatchObject({
        WECHAT_APP_ID: simulator.appId,
        WECHAT_APP_SECRET: simulator.appSecret,
        PUBLIC_URL: 'https://login.example.com',
        SITE_NAME: '山前书店',
        WECHAT_ENV_VERSION: 'trial',
        TRUST_PROXY: '1',
      });
    });

    test('a certified account and a website app: a token and a key are made, and where to enter them is said', async () => {
      const { status, said } = await talk(
        [
          [/请回答 \[mini-program\]: /, '2、3\r'],
          // A server has one official account.
          [/2、3、4 只能选一个[\s\S]*请回答.*: /, '3，5\r'],
          [/公众号的 AppID（设置与开发 → 基本配置）: /, 'wx00000000000000a1\r'],
          [/公众号的 AppSecret.*: /, `${'a'.repeat(31)}1\r`],
          [/原始 ID.*: /, 'gx_1\r'],
          [/WECHAT_OFFICIAL_ACCOUNT_ID 应为[\s\S]*原始 ID.*: /, 'gh_0123456789ab\r'],
          [/Token.*\[随机生成\]: /, 'with a space\r'],
          [/WECHAT_OFFICIAL_ACCOUNT_TOKEN 应为[\s\S]*Token.*: /, '\r'],
          [/EncodingAESKey.*\[随机生成\]: /, 'x\r'],
          [/WECHAT_OFFICIAL_ACCOUNT_ENCODING_AES_KEY 应为[\s\S]*EncodingAESKey.*: /, '\r'],
          [/网站应用的 AppID.*: /, 'wx00000000000000a1\r'],
          // Two accounts have two AppIDs.
          [/WECHAT_WEBSITE_APP_ID[\s\S]*网站应用的 AppID.*: /, 'wx00000000000000b2\r'],
          [/网站应用的 AppSecret.*: /, `${'b'.repeat(31)}2\r`],
          [/用户和手机访问这台服务器的地址.*: /, 'login.example.com\r'],
          [/网站名称.*: /, '\r'],
          [/反向代理.*: /, '\r'],
        ],
        { LANG: 'zh_CN.UTF-8' },
      );
      expect(status).toBe(0);
      const written = settings();
      expect(written).toMatchObject({
        WECHAT_OFFICIAL_ACCOUNT_APP_ID: 'wx00000000000000a1',
        WECHAT_OFFICIAL_ACCOUNT_ID: 'gh_0123456789ab',
        WECHAT_OFFICIAL_ACCOUNT_TOKEN: expect.stringMatching(/^[A-Za-z0-9]{32}$/),
        WECHAT_OFFICIAL_ACCOUNT_ENCODING_AES_KEY: expect.stringMatching(/^[A-Za-z0-9]{43}$/),
        WECHAT_WEBSITE_APP_ID: 'wx00000000000000b2',
        PUBLIC_URL: 'https://login.example.com',
      });
      for (const name of ['WECHAT_APP_ID', 'WECHAT_ENV_VERSION', 'WECHAT_OFFICIAL_ACCOUNT_MODE'])
        expect(written).not.toHaveProperty(name);
      expect(statSync(file).mode & 0o777).toBe(0o600);
      const shown = said.replaceAll(/\s+/g, ' ');
      expect(shown).toContain('“设置与开发 → 基本配置 → 服务器配置”');
      expect(shown).toContain('URL https://login.example.com/wechat/official-account');
      expect(shown).toContain(`Token ${written.WECHAT_OFFICIAL_ACCOUNT_TOKEN}`);
      expect(shown).toContain(`EncodingAESKey ${written.WECHAT_OFFICIAL_ACCOUNT_ENCODING_AES_KEY}`);
      expect(shown).toContain('“授权回调域”填写 login.example.com');
      for (const secret of [`${'a'.repeat(31)}1`, `${'b'.repeat(31)}2`]) expect(said).not.toContain(secret);
    });

    test('Ctrl+C leaves without having written anything', async () => {
      const { status, said } = await talk([
        [/Your answer \[mini-program\]: /, '\r'],
        [/AppID of your mini program.*: /, `${simulator.appId}\r`],
        [/AppSecret.*: /, '\x03'],
      ]);
      expect(status).toBe(1);
      expect(said).toMatch(/Nothing was written\./);
      expect(existsSync(file)).toBe(false);
    });
  });
} else {
  notRun('maqiao init in a terminal', 'script of util-linux is not on this machine');
}
