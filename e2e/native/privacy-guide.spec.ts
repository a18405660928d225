import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { privacyGuide } from '../../scripts/lib/mini-program/privacy-guide.mjs';
import { PRIVACY_KINDS, privacyInterfacesIn } from '../../scripts/lib/mini-program/privacy-interfaces.mjs';
import { WEAPP, WEAPP_WITHOUT_PROFILE } from '../support/copy-program.ts';
import { UNI_FOLDER } from './support/uni-program.ts';

const ROOT = join(import.meta.dirname, '../..');
const NATIVE = join(ROOT, 'integrations/native-page');
/** The page, and the component that it shows. */
const UNI = [join(ROOT, 'integrations/uni-app'), join(NATIVE, 'maqiao-login')];

/** A page of the documentation without what Prettier does to its tables. */
const pageOf = (path: string) => plain(readFileSync(join(ROOT, path), 'utf8'));
const plain = (text: string) => text.replaceAll(/ +/g, ' ').replaceAll(/\| (-+ \| )*-+ \|\n/g, '');

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'maqiao-privacy-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The built program with something more in it. */
function withMore(file: string, more: string): string {
  cpSync(WEAPP, folder, { recursive: true });
  appendFileSync(join(folder, file), more);
  return folder;
}

describe('issue 13, number 4: the privacy guide is made from what the build contains', () => {
  test('the interfaces of each program', () => {
    const scanner = ['camera', ['wx.scanCode']];
    const profile = ['profile', ['<button open-type="chooseAvatar">', '<input type="nickname">']];
    expect([...privacyInterfacesIn(WEAPP)]).toEqual([profile, scanner]);
    expect([...privacyInterfacesIn(WEAPP_WITHOUT_PROFILE)]).toEqual([scanner]);
    expect([...privacyInterfacesIn(...UNI)]).toEqual([scanner]);
    expect([...privacyInterfacesIn(NATIVE)]).toEqual([]);
  });

  test('a uni-app page has the interfaces that are read from its source also when it is compiled', () => {
    expect([...privacyInterfacesIn(UNI_FOLDER)]).toEqual([...privacyInterfacesIn(...UNI)]);
  });

  test.each([
    ['docs/privacy-guide.md', 'en'],
    ['docs/zh/privacy-guide.md', 'zh'],
  ] as const)('%s holds the text of every program', (page, language) => {
    for (const program of [WEAPP, WEAPP_WITHOUT_PROFILE, UNI, NATIVE])
      expect(pageOf(page)).toContain(plain(privacyGuide(program, language)));
  });

  test('what is not in the program is not in its text, and what is in it is never called not collected', () => {
    const [full, without] = [WEAPP, WEAPP_WITHOUT_PROFILE].map((program) => privacyGuide(program, 'zh'));
    expect(full).toContain('| 昵称、头像 |');
    expect(full).not.toMatch(/不收集[^。]*(昵称|头像)/);
    expect(without).not.toContain('| 昵称、头像 |');
    expect(without).toContain('不收集昵称、头像、');
    expect(without).not.toMatch(/自己选择的头像|点自己的头像/);
  });

  test('what it says of deleting an account is where that is done in the program', () => {
    for (const page of [UNI, UNI_FOLDER, NATIVE])
      expect(privacyGuide(page, 'zh')).toMatch(/点“我在这个网站的账号”，再点“删除账号”/);
    for (const program of [WEAPP, WEAPP_WITHOUT_PROFILE])
      expect(privacyGuide(program, 'zh')).not.toContain('我在这个网站的账号');
    writeFileSync(join(folder, 'page.js'), 'wx.login()');
    expect(privacyGuide(folder, 'zh')).toContain('注销账号请联系【邮箱】');
  });

  // A program in which somebody uses one more, in the ways in which code and templates may say it.
  test.each([
    ['pages/home/index.js', 'wx.chooseImage({count:1})', 'wx.chooseImage', '选中的照片或视频信息'],
    ['common.js', 't().getLocation({})', 'wx.getLocation', '位置信息'],
    ['vendors.js', 'wx["getClipboardData"]()', 'wx.getClipboardData', '剪切板'],
    ['app.js', 'const { chooseAddress } = wx', 'wx.chooseAddress', '地址'],
    ['pages/home/index.js', '({openType:"getPhoneNumber"})', '<button open-type="getPhoneNumber">', '手机号'],
    ['base.wxml', '<live-pusher url=""/>', '<live-pusher>', '麦克风'],
    ['pages/about/index.wxml', '<button open-type="getPhoneNumber">x</button>', 'getPhoneNumber', '手机号'],
    ['common.js', 'a.authorize({scope:"scope.werun"})', 'scope.werun', '微信运动步数'],
  ])('one interface more, in %s: %s', (file, more, named, type) => {
    expect(() => privacyGuide(withMore(file, `\n;${more}`), 'en')).toThrow(named);
    expect(() => privacyGuide(folder, 'en')).toThrow(type);
  });

  test('every interface of WeChat’s list is found in a program that uses it', () => {
    for (const [name, kind] of Object.entries(PRIVACY_KINDS)) {
      const used = [
        ...(kind.calls ?? []).map((call) => ['js', `wx.${call}()`]),
        ...(kind.openTypes ?? []).map((type) => ['wxml', `<button open-type="${type}"/>`]),
        ...(kind.inputTypes ?? []).map((type) => ['wxml', `<input type='${type}'/>`]),
        ...(kind.components ?? []).map((component) => ['wxml', `<${component}/>`]),
        ...(kind.scopes ?? []).map((scope) => ['js', `wx.authorize({ scope: 'scope.${scope}' })`]),
      ];
      expect(used).not.toEqual([]);
      for (const [ending, code = ''] of used) {
        const alone = mkdtempSync(join(folder, 'one-'));
        writeFileSync(join(alone, `page.${ending}`), code);
        expect([code, privacyInterfacesIn(alone).has(name)]).toEqual([code, true]);
      }
    }
  });

  test('names in a list, and questions whether WeChat has an interface, are no use of it', () => {
    writeFileSync(
      join(folder, 'app.js'),
      'var all=new Set(["chooseImage","getLocation"]);wx.canIUse("scanCode");wx.canIUse("button.open-type.chooseAvatar")',
    );
    expect([...privacyInterfacesIn(folder)]).toEqual([]);
  });
});
