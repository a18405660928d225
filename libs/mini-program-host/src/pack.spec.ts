import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { packMiniProgram } from './pack.ts';
import { NATIVE_APP } from './testing/native-app.ts';

describe('packMiniProgram', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pack-'));
    await cp(NATIVE_APP, folder, { recursive: true });
  });
  afterEach(() => rm(folder, { recursive: true }));

  test('makes one value that survives JSON', () => {
    const pack = packMiniProgram(folder);
    expect(JSON.parse(JSON.stringify(pack))).toEqual(pack);
    expect(pack.appId).toBe('wx0123456789abcdef');
    expect(Object.keys(pack.scripts)).toContain('pages/login/index');
    expect(pack.configs['pages/login/index']).toEqual({ navigationBarTitleText: 'Sign in' });
    expect(Object.keys(pack.configs)).not.toContain('project.config');
    expect(pack.warnings).toEqual([]);
  });

  test('puts imported styles in place and scales lengths, but no class names', () => {
    const { styles } = packMiniProgram(folder);
    expect(styles.app).toContain('margin: calc(-20 * var(--mp-rpx)) auto');
    expect(styles.app).toContain('width: calc(700.5 * var(--mp-rpx))');
    expect(styles.app).toContain('min-height: calc(100 * var(--mp-vh))');
    expect(styles.app).toContain('.gap-20rpx {');
    expect(styles.app).not.toContain('@import');
  });

  test('carries local pictures as data', async () => {
    await writeFile(join(folder, 'logo.png'), Buffer.from([0x89, 0x50]));
    expect(packMiniProgram(folder).pictures['logo.png']).toBe('data:image/png;base64,iVA=');
  });

  test.each([
    ['the folder does not exist', 'nowhere', null],
    ['app.json is missing', 'app.json', null],
    ['app.json is not valid JSON', 'app.json', '{'],
    ['app.json names no pages', 'app.json', '{ "pages": [] }'],
    ['pages/login/index.js is missing', 'pages/login/index.js', null],
    ['pages/login/index.wxml is missing', 'pages/login/index.wxml', null],
    ['pages/login/index.wxml:2:11 does not compile', 'pages/login/index.wxml', '<view/>\n <view a="{{b">'],
    ['pages/login/index.json is not valid JSON', 'pages/login/index.json', '// comment'],
    ['theme.json, but the file is missing', 'theme.json', null],
    ['no app.js', 'app.js', null],
  ])('says that %s', async (sentence, file, content) => {
    const path = join(folder, file);
    if (content === null) await rm(path, { force: true });
    else await writeFile(path, content);
    expect(() => packMiniProgram(file === 'nowhere' ? path : folder)).toThrow(sentence);
  });
});
