import { describe, expect, test } from '@jest/globals';
import { KNOWN_ERRCODES, meaningOfErrcode } from './errcodes.ts';
import { refusedByWechat } from './wechat-error.ts';

describe('every number that WeChat documents for our calls is known', () => {
  test.each([
    -1, 40001, 40013, 40014, 40029, 40097, 40125, 40129, 40163, 40164, 40169, 40226, 40243, 41002, 41004,
    41008, 41030, 42001, 43002, 45009, 45011, 47001, 48001, 50004, 50007, 85096, 89503, 89506, 89507,
  ])('%i', (errcode) => {
    expect(KNOWN_ERRCODES).toContain(errcode);
  });
});

test.each(KNOWN_ERRCODES)('%i tells the operator cause and cure in English and Chinese', (errcode) => {
  const { en, zh } = meaningOfErrcode('stable_token', errcode).words;
  expect(en).toMatch(/^[A-Z].+$/);
  expect(zh).toMatch(/^.*\p{Script=Han}.*$/u);
});

test('a wait is named where one helps, and only there', () => {
  for (const errcode of KNOWN_ERRCODES) {
    const { code, retryAfterSeconds } = meaningOfErrcode('stable_token', errcode);
    expect({ errcode, waits: retryAfterSeconds !== undefined }).toEqual({
      errcode,
      waits: code === 'wechat_busy',
    });
  }
});

test('40001 is about the credential that the call carried', () => {
  expect(meaningOfErrcode('stable_token', 40001).words.en).toContain('WECHAT_APP_SECRET');
  expect(meaningOfErrcode('jscode2session', 40001).words.en).toContain('WECHAT_APP_SECRET');
  expect(meaningOfErrcode('getwxacodeunlimit', 40001).words.en).toContain('access token');
});

test('a refusal names the settings of the account that was refused, in both languages', () => {
  const official = 'wechat-official-account';
  for (const errcode of [40001, 40125, 41004]) {
    for (const words of Object.values(meaningOfErrcode('stable_token', errcode, official).words)) {
      expect(words).toContain('WECHAT_OFFICIAL_ACCOUNT_APP_SECRET');
      expect(words).not.toMatch(/(?<!_ACCOUNT_)\bWECHAT_APP_/);
    }
    expect(meaningOfErrcode('jscode2session', errcode, 'wechat-website').words.en).toContain(
      'WECHAT_WEBSITE_APP',
    );
  }
  expect(meaningOfErrcode('stable_token', 40013, official).words.zh).toContain(
    'WECHAT_OFFICIAL_ACCOUNT_APP_ID',
  );
  expect(meaningOfErrcode('qrcode_create', 40001, official).words.en).toContain('access token');
  expect(meaningOfErrcode('qrcode_create', 48001, official).words.en).toContain('service accounts');
  expect(meaningOfErrcode('getwxacodeunlimit', 48001).words.en).toContain('is a mini program');
});

test('an unknown number is wechat_unavailable, and is named', () => {
  expect(meaningOfErrcode('jscode2session', 98765)).toMatchObject({
    code: 'wechat_unavailable',
    words: { en: expect.stringContaining('98765'), zh: expect.stringContaining('98765') },
  });
});

test('of errmsg only the address, when needed, and the rid are kept', () => {
  const errmsg = 'invalid ip 203.0.113.7 secret=abc rid: 6523f1a2-0b3c4d5e-6f708192';
  const whitelist = refusedByWechat('stable_token', 40164, errmsg);
  expect(whitelist.operatorHint).toContain('203.0.113.7');
  expect(whitelist.operatorHint).toContain('6523f1a2-0b3c4d5e-6f708192');
  expect(whitelist.operatorHint).not.toContain('secret=abc');
  expect(whitelist.detail).not.toContain('203.0.113.7');
  expect(refusedByWechat('jscode2session', 40029, errmsg).operatorHint).not.toContain('203.0.113.7');
});
