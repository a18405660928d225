import { afterEach, describe, expect, test } from '@jest/globals';
import { madeUpSecret } from '@maqiao/test-servers';
import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings } from '../../config/settings.ts';
import { checkFiles } from './check-files.ts';

const APP_ID = 'wx0123456789abcdef';
const ORIGIN = 'https://login.example.com';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const settings = readSettings({
  WECHAT_APP_ID: APP_ID,
  WECHAT_APP_SECRET: 'a-secret-that-must-stay-here-0001',
  PUBLIC_URL: ORIGIN,
  DATABASE_URL: 'sqlite::memory:',
  MAQIAO_SECRET: madeUpSecret('one'),
});

/** What is said about a mini program's folder with these files in it. */
function codesOf(files: Record<string, { text: string; mode?: number }>, keyFile?: string): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'maqiao-files-'));
  folders.push(folder);
  for (const [name, { text, mode = 0o600 }] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), text);
    chmodSync(join(folder, name), mode);
  }
  const elsewhere = {
    environmentFile: join(folder, 'no.env'),
    programFolder: join(folder, 'program'),
    ...(keyFile !== undefined && { uploadKeyFile: join(folder, keyFile) }),
  };
  mkdirSync(elsewhere.programFolder, { recursive: true });
  return checkFiles(settings, elsewhere).map(({ code }) => code);
}

describe('the upload key', () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const text = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
  const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const ellipticText = elliptic.export({ type: 'sec1', format: 'pem' }).toString();
  const own = `private.${APP_ID}.key`;

  test.each([
    ['is not here', {}, 'upload_key_absent'],
    ['can be used', { [`program/${own}`]: { text } }, 'upload_key_ok'],
    ['may be read by others', { [`program/${own}`]: { text, mode: 0o644 } }, 'upload_key_open'],
    ['is something else', { [`program/${own}`]: { text: '<html>' } }, 'upload_key_unusable'],
    ['is a key of another kind', { [`program/${own}`]: { text: ellipticText } }, 'upload_key_unusable'],
    [
      'is that of another AppID',
      { 'program/private.wx9999999999999999.key': { text } },
      'upload_key_of_another',
    ],
  ])('%s', (_name, files, code) => {
    expect(codesOf(files)).toEqual(['secret_given', code]);
  });
});

describe('the upload key that WECHAT_UPLOAD_KEY_FILE names', () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const text = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();

  test.each([
    ['is not there', {}, 'upload_key_missing'],
    ['is a folder', { 'keys/mine.pem/x': { text } }, 'upload_key_missing'],
    ['can be used, whatever its name is', { 'keys/mine.pem': { text } }, 'upload_key_ok'],
    ['may be read by others', { 'keys/mine.pem': { text, mode: 0o640 } }, 'upload_key_open'],
    ['is something else', { 'keys/mine.pem': { text: '<html>' } }, 'upload_key_unusable'],
  ])('%s', (_name, files, code) => {
    expect(codesOf(files, 'keys/mine.pem')).toEqual(['secret_given', code]);
  });
});

describe('the mini program that was built here', () => {
  const built = (origin: string) => ({
    'program/dist/weapp/app.json': { text: '{}' },
    'program/dist/weapp/common.js': { text: `var base="${origin}";` },
  });

  test.each([
    ['calls PUBLIC_URL', ORIGIN, 'program_ok'],
    ['calls another host', 'https://login.example.org', 'program_elsewhere'],
    ['calls another port', `${ORIGIN}:8443`, 'program_elsewhere'],
  ])('%s', (_name, origin, code) => {
    expect(codesOf(built(origin))).toContain(code);
  });
});

describe('issue 12, number 7: the database of SQLite, and backups beside it', () => {
  const codesBeside = (modes: Record<string, number>) => {
    const folder = mkdtempSync(join(tmpdir(), 'maqiao-files-'));
    folders.push(folder);
    for (const [name, mode] of Object.entries(modes)) {
      if (name.startsWith('backups')) mkdirSync(join(folder, name), { recursive: true });
      else writeFileSync(join(folder, name), '');
      chmodSync(join(folder, name), mode);
    }
    const here = { ...settings, demo: true, databaseUrl: `sqlite:${join(folder, 'maqiao.db')}` };
    return checkFiles(here, { environmentFile: join(folder, 'no.env') })
      .filter(({ code }) => code !== 'secret_given')
      .map(({ code, facts }) => [
        code,
        (facts.path as string).slice(folder.length + 1),
        facts.mode,
        facts.wanted,
      ]);
  };

  test('that others may read', () => {
    const backup = 'backups/maqiao-20261120T033000Z';
    expect(codesBeside({ 'maqiao.db': 0o644, 'maqiao.db-wal': 0o640, [backup]: 0o755 })).toEqual([
      ['database_file_open', 'maqiao.db', '644', '600'],
      ['database_file_open', 'maqiao.db-wal', '640', '600'],
      ['database_file_open', backup, '755', '700'],
    ]);
  });

  test('that are for their owner only, or not there', () => {
    expect(
      codesBeside({ 'maqiao.db': 0o600, 'backups/maqiao-20261120T033000Z': 0o700, 'backups/mine': 0o755 }),
    ).toEqual([]);
    expect(codesBeside({})).toEqual([]);
  });
});
