import { describe, expect, test } from '@jest/globals';
import { describeBrowser, isHandheld } from './browser-names.ts';

const WINDOWS = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)';
const MAC = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)';
const ANDROID = 'Mozilla/5.0 (Linux; Android 14; Pixel 8)';
const WEBKIT = 'AppleWebKit/537.36 (KHTML, like Gecko)';
const CHROME = `${WEBKIT} Chrome/126.0.0.0 Safari/537.36`;
const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)';

describe('a browser is named from a closed list', () => {
  test.each([
    ['Chrome', 'Windows', `${WINDOWS} ${CHROME}`],
    ['Edge', 'Windows', `${WINDOWS} ${CHROME} Edg/126.0.0.0`],
    [
      'Firefox',
      'Windows',
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:127.0) Gecko/20100101 Firefox/127.0',
    ],
    ['Firefox', 'Linux', 'Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0'],
    ['Safari', 'macOS', `${MAC} AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15`],
    ['Safari', 'iOS', `${IPHONE} Version/17.5 Mobile/15E148 Safari/604.1`],
    ['Opera', 'macOS', `${MAC} ${CHROME} OPR/111.0.0.0`],
    [
      'Samsung Internet',
      'Android',
      `${ANDROID} ${WEBKIT} SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36`,
    ],
    [
      'WeChat',
      'iOS',
      `${IPHONE} Mobile/15E148 MicroMessenger/8.0.49(0x18003137) NetType/WIFI Language/zh_CN`,
    ],
    ['WeChat', 'Windows', `${WINDOWS} ${CHROME} NetType/WIFI MicroMessenger/7.0.20.1781 WindowsWechat`],
    ['QQ Browser', 'Windows', `${WINDOWS} ${CHROME} QQBrowser/19.1.1`],
    [
      'UC Browser',
      'Android',
      `${ANDROID} ${WEBKIT} Version/4.0 Chrome/100.0.0.0 UCBrowser/16.6.8 Mobile Safari/537.36`,
    ],
    ['360', 'Windows', `${WINDOWS} ${CHROME} QIHU 360SE`],
    ['Sogou Browser', 'Windows', `${WINDOWS} ${CHROME} SE 2.X MetaSr 1.0`],
    [
      'Mi Browser',
      'Android',
      `${ANDROID} ${WEBKIT} Version/4.0 Chrome/112.0.0.0 Mobile Safari/537.36 XiaoMi/MiuiBrowser/18.5`,
    ],
    [
      'Huawei Browser',
      'HarmonyOS',
      `Mozilla/5.0 (Linux; Android 12; HarmonyOS; NOH-AN00) ${CHROME} HuaweiBrowser/15.0.4`,
    ],
    ['unknown', 'HarmonyOS', 'Mozilla/5.0 (Phone; OpenHarmony 5.0) ArkWeb/4.1.6.1'],
    ['Chrome', 'ChromeOS', `Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${CHROME}`],
    [
      'Safari',
      'iPadOS',
      'Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1',
    ],
  ])('%s on %s', (browser, os, userAgent) => {
    expect(describeBrowser(userAgent)).toEqual({ browser, os });
  });
});

describe('anything else is unknown', () => {
  test.each([
    undefined,
    '',
    'curl/8.5.0',
    'Your bank/1.0 (Press confirm)',
    '<script>alert(1)</script>',
    'Googlebot/2.1 (+http://www.google.com/bot.html)',
    '你好/1.0',
    '\u0000\u202e',
    '__proto__/1.0',
    'constructor',
  ])('%j', (userAgent) => {
    expect(describeBrowser(userAgent)).toEqual({ browser: 'unknown', os: 'unknown' });
  });

  test('a user agent that is too long', () => {
    const fits = `${WINDOWS} ${CHROME} `.padEnd(512, 'x');
    expect(describeBrowser(fits).browser).toBe('Chrome');
    expect(describeBrowser(`${fits}x`)).toEqual({ browser: 'unknown', os: 'unknown' });
  });
});

describe('issue 12, number 7: whether the browser is on a phone or a tablet', () => {
  test.each([
    ['Android', `${ANDROID} ${CHROME}`, true],
    ['an iPhone', `${IPHONE} Version/17.5 Mobile/15E148 Safari/604.1`, true],
    [
      'an iPad',
      'Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)',
      true,
    ],
    ['HarmonyOS on a phone', 'Mozilla/5.0 (Phone; OpenHarmony 5.0) ArkWeb/4.1.6.1', true],
    ['HarmonyOS on a computer', 'Mozilla/5.0 (PC; OpenHarmony 6.0) ArkWeb/6.0.0.1', false],
    ['Windows', `${WINDOWS} ${CHROME}`, false],
    ['macOS', `${MAC} ${CHROME}`, false],
    ['Linux', `Mozilla/5.0 (X11; Linux x86_64) ${CHROME}`, false],
    ['a Chromebook', `Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${CHROME}`, false],
    [
      'WeChat on Windows',
      `${WINDOWS} ${CHROME} NetType/WIFI MicroMessenger/7.0.20.1781 WindowsWechat`,
      false,
    ],
    ['a program', 'curl/8.5.0', false],
    ['nobody', undefined, false],
  ])('%s', (_name, userAgent, handheld) => {
    expect(isHandheld(userAgent)).toBe(handheld);
  });
});
