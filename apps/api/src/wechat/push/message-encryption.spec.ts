import { describe, expect, test } from '@jest/globals';
import { decodeEncodingAesKey } from '../../config/encoded-secrets.ts';
import { decryptMessage, encryptMessage, pushSignature } from './message-encryption.ts';

// WeChat's own examples: those of its pages, and those of the sample programs that it offers for download.

const keyOf = (text: string): Buffer => {
  const key = decodeEncodingAesKey(text);
  if (key === undefined) throw new Error('no key');
  return key;
};
const KEY = keyOf('abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG');

test('the signature of the page on the event push', () => {
  expect(pushSignature('AAAAA', '1714036504', '1514711492')).toBe('f464b24fc39322e44b38aa78f5edd27bd1441696');
});

test.each([
  [
    '我是中文abcd123',
    'jn1L23DB+6ELqJ+6bruv21Y6MD7KeIfP82D6gU39rmkgczbWwt5+3bnyg5K55bgVtVzd832WzZGMhkP72vVOfg==',
  ],
  [
    '<xml><ToUserName><![CDATA[oia2Tj我是中文jewbmiOUlr6X-1crbLOvLw]]></ToUserName><FromUserName><![CDATA[gh_7f083739789a]]></FromUserName><CreateTime>1407743423</CreateTime><MsgType><![CDATA[video]]></MsgType><Video><MediaId><![CDATA[eYJ1MbwPRJtOvIEabaxHs7TX2D-HV71s79GUxqdUkjm6Gs2Ed1KF3ulAOA9H1xG0]]></MediaId><Title><![CDATA[testCallBackReplyVideo]]></Title><Description><![CDATA[testCallBackReplyVideo]]></Description></Video></xml>',
    'jn1L23DB+6ELqJ+6bruv23M2GmYfkv0xBh2h+XTBOKVKcgDFHle6gqcZ1cZrk3e1qjPQ1F4RsLWzQRG9udbKWesxlkupqcEcW7ZQweImX9+wLMa0GaUzpkycA8+IamDBxn5loLgZpnS7fVAbExOkK5DYHBmv5tptA9tklE/fTIILHR8HLXa5nQvFb3tYPKAlHF3rtTeayNf0QuM+UW/wM9enGIDIJHF7CLHiDNAYxr+r+OrJCmPQyTy8cVWlu9iSvOHPT/77bZqJucQHQ04sq7KZI27OcqpQNSto2OdHCoTccjggX5Z9Mma0nMJBU+jLKJ38YB1fBIz+vBzsYjrTmFQ44YfeEuZ+xRTQwr92vhA9OxchWVINGC50qE/6lmkwWTwGX9wtQpsJKhP+oS7rvTY8+VdzETdfakjkwQ5/Xka042OlUb1/slTwo4RscuQ+RdxSGvDahxAJ6+EAjLt9d8igHngxIbf6YyqqROxuxqIeIch3CssH/LqRs+iAcILvApYZckqmA7FNERspKA5f8GoJ9sv8xmGvZ9Yrf57cExWtnX8aCMMaBropU/1k+hKP5LVdzbWCG0hGwx/dQudYR/eXp3P0XxjlFiy+9DMlaFExWUZQDajPkdPrEeOwofJb',
  ],
])('a text of the sample program, with its random bytes: %s', (text, encrypted) => {
  const random = Buffer.from('aaaabbbbccccdddd');
  expect(encryptMessage(KEY, 'wxb11529c136998cb6', text, random)).toBe(encrypted);
  expect(decryptMessage(KEY, encrypted)).toEqual({ message: text, appId: 'wxb11529c136998cb6' });
});

test('the message of the sample program in Python, with its signature', () => {
  const encrypted =
    'hyzAe4OzmOMbd6TvGdIOO6uBmdJoD0Fk53REIHvxYtJlE2B655HuD0m8KUePWB3+LrPXo87wzQ1QLvbeUgmBM4x6F8PGHQHFVAFmOD2LdJF9FrXpbUAh0B5GIItb52sn896wVsMSHGuPE328HnRGBcrS7C41IzDWyWNlZkyyXwon8T332jisa+h6tEDYsVticbSnyU8dKOIbgU6ux5VTjg3yt+WGzjlpKn6NPhRjpA912xMezR4kw6KWwMrCVKSVCZciVGCgavjIQ6X8tCOp3yZbGpy0VxpAe+77TszTfRd5RJSVO/HTnifJpXgCSUdUue1v6h0EIBYYI1BD1DlD+C0CR8e6OewpusjZ4uBl9FyJvnhvQl+q5rv1ixrcpCumEPo5MJSgM9ehVsNPfUM669WuMyVWQLCzpu9GhglF2PE=';
  expect(pushSignature('spamtest', '1409735669', '1320562132', encrypted)).toBe(
    '5d197aaffba7e9b25a30732f161a50dee96bd5fa',
  );
  const opened = decryptMessage(KEY, encrypted);
  expect(opened?.appId).toBe('wx2c2769f8efd9abc2');
  expect(opened?.message).toContain(
    '<Content><![CDATA[abcdteT]]></Content>\n<MsgId>6054768590064713728</MsgId>',
  );
});

test('the answer of the page on message encryption, whose key is 43 times A', () => {
  const encrypted = encryptMessage(
    keyOf('A'.repeat(43)),
    'wx134c8103faa5a59e',
    '<xml><demo_resp>[CDATA[good luck]]</demo_resp></xml>',
    Buffer.from('999951349e8ee746'),
  );
  expect(encrypted).toBe(
    'hE8R6mGXHkJJjU72KxzKUd1GEkKJaEZq7vRL8XgK3o+00k8JGq6+pZJUIlTSyhsX+bxIBQ72g3GyvDdIZcr6+3HAZbSvPT9t/o11MI7d6WELwqrGd7jMnV0zv3Zc9Nq7',
  );
  expect(pushSignature('AAAAA', '1713424427', '415670741', encrypted)).toBe(
    '03e0812039325c2712ef5f0f980fd14c70d6e307',
  );
});

describe('what is no message of this key', () => {
  const whole = Buffer.from(encryptMessage(KEY, 'wx1', 'text'), 'base64');
  test.each([
    ['nothing', ''],
    ['no base64', '!!!'],
    ['not whole blocks', 'YWJj'],
    ['another key', encryptMessage(keyOf('A'.repeat(43)), 'wx1', 'text')],
    ['zeros', Buffer.alloc(32).toString('base64')],
    ['its first block only', whole.subarray(0, 16).toString('base64')],
  ])('%s', (_name, encrypted) => {
    expect(decryptMessage(KEY, encrypted)).toBeUndefined();
  });

  test('every byte that is changed in its end', () => {
    for (let index = whole.length - 32; index < whole.length; index += 1) {
      const changed = Buffer.from(whole);
      changed[index] = (changed[index] ?? 0) ^ 0x55;
      const opened = decryptMessage(KEY, changed.toString('base64'));
      expect(opened === undefined || opened.appId !== 'wx1' || opened.message !== 'text').toBe(true);
    }
  });
});
