import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { previewWarning, uploadFault } from '../../../scripts/lib/mini-program/base-address.mjs';
import { compiledFault } from '../../../scripts/lib/mini-program/compiled-program.mjs';
import { sendFault } from '../../../scripts/lib/mini-program/send-faults.mjs';
import { sendOptions } from '../../../scripts/lib/mini-program/send-options.mjs';
import { uploadKeyFile } from '../../../scripts/lib/mini-program/upload-key.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'maqiao-upload-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the command line', () => {
  test('has a version, a description and a robot, each with a default', () => {
    expect(sendOptions([])).toEqual({
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      desc: undefined,
      robot: 1,
    });
    expect(sendOptions(['--version', '1.2.3', '--desc', 'New words', '--robot', '30'])).toEqual({
      version: '1.2.3',
      desc: 'New words',
      robot: 30,
    });
  });

  test.each([
    [['--version', '1.0-beta'], /letters, digits and dots/],
    [['--version', ''], /letters, digits and dots/],
    [['--robot', '31'], /from 1 to 30/],
    [['--robot', 'one'], /from 1 to 30/],
    [['--verison', '1.0.0'], /--verison[^]*npm run mp:upload -- --version/],
    [['1.0.0'], /1\.0\.0[^]*npm run mp:upload -- --version/],
  ])('%j is refused in words', (args, words) => {
    expect(() => sendOptions(args)).toThrow(words);
  });
});

describe('the address', () => {
  test.each(['https://login.example.com', 'https://login.example.com:8443', 'https://xn--fiq228c.example'])(
    '%s may be uploaded',
    (base) => {
      expect(uploadFault(base)).toBeUndefined();
      expect(previewWarning(base)).toBeUndefined();
    },
  );

  test.each([
    ['http://login.example.com', /is not https/],
    ['http://localhost:3000', /this machine only/],
    ['https://localhost', /this machine only/],
    ['https://shop.localhost', /this machine only/],
    ['https://127.8.8.8', /this machine only/],
    ['https://[::1]:3000', /this machine only/],
    ['https://0.0.0.0', /this machine only/],
    ['http://192.168.1.20:3000', /your own network only[^]*mp:preview/],
    ['https://10.1.2.3', /your own network only/],
    ['https://172.31.0.1', /your own network only/],
    ['https://[fd00::1]', /your own network only/],
    ['https://raspberry.local', /your own network only/],
    ['https://raspberry', /your own network only/],
    ['https://203.0.113.7', /domains only/],
    ['https://[2001:db8::7]', /domains only/],
  ])('%s is refused, with the reason', (base, words) => {
    expect(uploadFault(base)).toMatch(words);
    expect(uploadFault(base)).toContain('PUBLIC_URL');
  });

  test.each([
    ['http://192.168.1.20:3000', /开发调试/],
    ['http://login.example.com', /开发调试/],
    ['https://203.0.113.7', /开发调试/],
    ['http://localhost:3000', /is an address of this machine only/],
  ])('a preview for %s is warned of', (base, words) => {
    expect(previewWarning(base)).toMatch(words);
  });
});

describe('the upload key', () => {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    publicKeyEncoding: { type: 'pkcs1', format: 'pem' },
  });

  test('is an RSA key that only its owner can read', () => {
    const file = join(folder, 'private.key');
    writeFileSync(file, privateKey, { mode: 0o600 });
    expect(uploadKeyFile(file)).toBe(file);
    chmodSync(file, 0o640);
    expect(() => uploadKeyFile(file)).toThrow(`chmod 600 ${file}`);
  });

  test('has to be named, and there', () => {
    expect(() => uploadKeyFile(undefined)).toThrow(/WECHAT_UPLOAD_KEY_FILE is not set/);
    expect(() => uploadKeyFile(join(folder, 'none.key'))).toThrow(/names no file/);
    expect(() => uploadKeyFile(folder)).toThrow(/names no file/);
  });

  test('half a key is refused, and not shown', () => {
    const file = join(folder, 'private.key');
    const half = privateKey.slice(0, 700);
    writeFileSync(file, half, { mode: 0o600 });
    const said = messageOf(() => uploadKeyFile(file));
    expect(said).toMatch(/must be the whole file from the console/);
    for (const line of half.split('\n').slice(1)) expect(said).not.toContain(line);
  });
});

describe('the compiled program', () => {
  const wanted = { publicUrl: 'https://login.example.com', appId: 'wx0123456789abcdef' };

  function program(code: string, appid = wanted.appId): string {
    mkdirSync(join(folder, 'pages/login'), { recursive: true });
    writeFileSync(join(folder, 'pages/login/index.js'), code);
    writeFileSync(join(folder, 'project.config.json'), JSON.stringify({ appid }));
    return folder;
  }

  test('is the one for this address and AppID', () => {
    const code = 'a="https://taro.com",request({url:"https://login.example.com"+n})';
    expect(compiledFault(program(code), wanted)).toBeUndefined();
  });

  test.each([
    ['request({url:"http://localhost:3000"+n})', /does not call https:\/\/login\.example\.com/],
    ['request({url:"https://login.example.com.evil.example"+n})', /does not call/],
    ['a="https://login.example.com",b="http://localhost:3000"', /also names http:\/\/localhost:3000/],
  ])('another one is found out: %s', (code, words) => {
    expect(compiledFault(program(code), wanted)).toMatch(words);
  });

  test('so is one for another AppID, and none at all', () => {
    expect(compiledFault(program('a="https://login.example.com"', 'touristappid'), wanted)).toMatch(
      /touristappid/,
    );
    expect(compiledFault(join(folder, 'none'), wanted)).toBe('it is not compiled');
  });
});

describe('what the uploader throws', () => {
  const about = { appId: 'wx0123456789abcdef', version: '1.0.0' };
  const answered = (errCode: number, errMsg: string) => ({
    code: 20003,
    message: `Error: ${JSON.stringify({ errCode, errMsg })}`,
  });

  test.each([
    [
      answered(-10008, 'invalid ip: 203.0.113.7, reference: https://developers.weixin.qq.com'),
      /203\.0\.113\.7 is not in the upload list/,
    ],
    [
      { code: 20001, message: 'Error: errCode: -10008; errMsg: invalid ip: 2001:db8::7' },
      /2001:db8::7 is not in the upload list/,
    ],
    [answered(-10008, ''), /This machine's address is not in the upload list/],
    [answered(-80011, 'invalid signature'), /not that of wx0123456789abcdef, or was reset/],
    [answered(40013, 'invalid appid'), /compare WECHAT_APP_ID with the console/],
    [answered(-80003, 'invalid version'), /does not accept the version 1\.0\.0/],
    [answered(80051, 'code size exceed max limit'), /too large/],
    [answered(-1, 'system error'), /WeChat is busy/],
    [answered(4711, 'something new'), /a number that Maqiao does not know[^]*4711, something new/],
    [{ code: 20002, message: 'generate local signature fail. Detail: …' }, /upload key cannot be used/],
    [
      { code: 20001, message: 'Error: getaddrinfo ENOTFOUND servicewechat.com' },
      /cannot be reached from here/,
    ],
    [{ code: 20003, message: 'Error: read ECONNRESET' }, /cannot be reached from here/],
    [
      {
        code: 20001,
        message: 'Error: tunneling socket could not be established, cause=connect ECONNREFUSED',
      },
      /HTTPS_PROXY/,
    ],
    [{ code: 20001, message: 'Error: self-signed certificate in certificate chain' }, /NODE_EXTRA_CA_CERTS/],
    [
      { code: 20003, message: 'SyntaxError: Unexpected token \'<\', "<html>" is not valid JSON' },
      /proxy's page/,
    ],
    [
      { code: 10009, message: 'app.json: pages/gone/index not found\n at …' },
      /does not accept the program: app\.json: pages\/gone\/index not found$/,
    ],
  ])('%j becomes one sentence with the cure', (error, words) => {
    expect(sendFault(error, about)).toMatch(words);
  });
});

function messageOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error('nothing was thrown');
}
