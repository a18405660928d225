import { generateKeyPairSync } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { startSimulator } from '@maqiao/wechat-simulator';
import { installIsolated } from '../../../scripts/lib/isolated-install.mjs';
import { send } from '../../../scripts/lib/mini-program/send.mjs';
import { startUploadEndpoint, type UploadEndpoint } from './upload-endpoint.ts';

// The real miniprogram-ci, from the lockfile that npm run mp:upload uses, against a stand-in for WeChat's endpoint.
// The first run on a machine installs it through the registry.
jest.setTimeout(300_000);

const PROGRAM = join(import.meta.dirname, '../../../apps/miniprogram/dist/weapp-under-test');
const settings = { publicUrl: 'https://login.example.com', appId: 'wx0123456789abcdef', siteName: undefined };
const key = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  publicKeyEncoding: { type: 'pkcs1', format: 'pem' },
}).privateKey;

let folder: string;
let wechat: UploadEndpoint;
let installation: string;
let printed: string[];
/** The address of each build, and whether it was told to build anew. */
let builds: [string, boolean][];
const ownEnvironment = { ...process.env };

beforeAll(async () => {
  installation = await installIsolated('miniprogram-ci', 'scripts/miniprogram-ci', '');
});
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'maqiao-send-'));
  wechat = await startUploadEndpoint(folder);
  Object.assign(process.env, wechat.environment);
  writeFileSync(join(folder, 'private.key'), key, { mode: 0o600 });
  printed = [];
  builds = [];
});
afterEach(async () => {
  await wechat.close();
  rmSync(folder, { recursive: true, force: true });
  expect(printed.join('\n')).not.toContain(key.split('\n')[3]);
});
afterAll(() => {
  for (const name of ['HTTPS_PROXY', 'https_proxy', 'NODE_EXTRA_CA_CERTS']) {
    if (ownEnvironment[name] === undefined) delete process.env[name];
    else process.env[name] = ownEnvironment[name];
  }
});

interface Case {
  base?: string;
  environment?: Record<string, string | undefined>;
  /** Compiles for this address whatever was asked for, unless anew. */
  stale?: string;
}

function run(action: 'preview' | 'upload', args: string[], given: Case = {}) {
  const own = { ...settings, publicUrl: given.base ?? settings.publicUrl };
  return send(action, args, {
    environment: {
      WECHAT_APP_ID: own.appId,
      WECHAT_UPLOAD_KEY_FILE: join(folder, 'private.key'),
      ...given.environment,
    },
    settings: own,
    folder: join(folder, 'weapp'),
    build: ({ publicUrl }, { anew }) => {
      builds.push([publicUrl, anew]);
      compile(anew ? publicUrl : (given.stale ?? publicUrl));
      return Promise.resolve();
    },
    installCi: () => Promise.resolve(installation),
    print: (line) => void printed.push(line),
  });
}

/** The program that the tests have built, set to this address. */
function compile(base: string): void {
  const to = join(folder, 'weapp');
  cpSync(PROGRAM, to, { recursive: true });
  for (const file of readdirSync(to, { recursive: true, encoding: 'utf8' })) {
    if (!/\.js(on)?$/.test(file)) continue;
    const text = readFileSync(join(to, file), 'utf8');
    writeFileSync(
      join(to, file),
      text.replaceAll('http://localhost:3000', base).replaceAll('touristappid', settings.appId),
    );
  }
}

const sent = () => wechat.calls.find(({ path }) => path === 'upload');

describe('an upload', () => {
  test('sends the program for this address, with version, description and robot', async () => {
    await run('upload', ['--version', '1.2.3', '--desc', '新的文字', '--robot', '7']);
    expect(Object.fromEntries(sent()?.query ?? [])).toMatchObject({
      appid: settings.appId,
      version: '1.2.3',
      desc: '新的文字',
      robot: '7',
    });
    const uploaded = gunzipSync(sent()?.body ?? Buffer.alloc(0)).toString('utf8');
    const holds = (text: string) => uploaded.includes(text); // the whole program is no message for a failure
    expect(holds('"https://login.example.com"')).toBe(true);
    expect(holds('http://localhost')).toBe(false);
    expect(holds('PRIVATE KEY')).toBe(false);
    expect(printed.join('\n')).toContain('Uploaded as version 1.2.3');
  });

  test('compiles anew when the program at hand calls another address', async () => {
    await run('upload', [], { stale: 'https://old.example.com' });
    expect(builds).toEqual([
      ['https://login.example.com', false],
      ['https://login.example.com', true],
    ]);
    const uploaded = gunzipSync(sent()?.body ?? Buffer.alloc(0)).toString('utf8');
    expect(uploaded.includes('https://old.example.com')).toBe(false);
  });

  test.each([
    ['an address that is not https', { base: 'http://login.example.com' }, /is not https/],
    ['this machine', { base: 'http://localhost:3000' }, /this machine only/],
    ['no AppID', { environment: { WECHAT_APP_ID: undefined } }, /WECHAT_APP_ID is not set/],
    ['no key', { environment: { WECHAT_UPLOAD_KEY_FILE: undefined } }, /WECHAT_UPLOAD_KEY_FILE is not set/],
  ] as [string, Case, RegExp][])('%s: nothing is built, nothing is sent', async (_name, given, words) => {
    await expect(run('upload', [], given)).rejects.toThrow(words);
    expect(builds).toEqual([]);
    expect(wechat.calls).toEqual([]);
  });

  test("an address that is not in the upload list is named, in WeChat's own words for it", async () => {
    wechat.answer('upload', { errCode: -10008, errMsg: 'invalid ip: 203.0.113.7, reference: https://…' });
    await expect(run('upload', [])).rejects.toThrow(/203\.0\.113\.7 is not in the upload list/);
  });

  test('a key of another AppID', async () => {
    wechat.answer('upload', { errCode: -80011, errMsg: 'invalid signature' });
    await expect(run('upload', [])).rejects.toThrow(/not that of wx0123456789abcdef/);
  });

  test('a page of somebody else under the name of WeChat', async () => {
    wechat.answer('upload', '<html>Welcome to our network</html>');
    await expect(run('upload', [])).rejects.toThrow(/proxy's page/);
  });

  test('no network', async () => {
    await wechat.close();
    await expect(run('upload', [])).rejects.toThrow(/cannot be reached from here/);
  });
});

describe('a preview', () => {
  test('shows its code in the terminal, and warns of an address in the own network', async () => {
    wechat.answer('testSourceURL', { errCode: 0, body: { qrcode_img: await someCode() } });
    await run('preview', [], { base: 'http://192.168.1.20:3000' });
    expect(printed[0]).toMatch(/^Warning: .*http:\/\/192\.168\.1\.20:3000/);
    expect(printed.join('\n')).toMatch(/▄{7}[^]*█ █ {3}█ █/);
    expect(printed.at(-1)).toMatch(/Scan it with WeChat/);
  });

  test('a picture that holds no code is kept as a file', async () => {
    const grey = readFileSync(join(import.meta.dirname, '../../../docs/pictures/signed-in-zh.png'));
    wechat.answer('testSourceURL', { errCode: 0, body: { qrcode_img: grey.toString('base64') } });
    await run('preview', []);
    expect(printed.at(-1)).toMatch(/Scan the code in .*preview\.jpg/);
  });
});

/** A code as WeChat's answer holds one. */
async function someCode(): Promise<string> {
  const simulator = await startSimulator({});
  const post = (path: string, body: object) =>
    fetch(simulator.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const credentials = {
    grant_type: 'client_credential',
    appid: simulator.appId,
    secret: simulator.appSecret,
  };
  const answer = (await (await post('/cgi-bin/stable_token', credentials)).json()) as {
    access_token: string;
  };
  const picture = await post(`/wxa/getwxacodeunlimit?access_token=${answer.access_token}`, { scene: 'x' });
  const base64 = Buffer.from(await picture.arrayBuffer()).toString('base64');
  await simulator.close();
  return base64;
}
