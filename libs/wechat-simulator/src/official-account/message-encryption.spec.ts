import { describe, expect, test } from '@jest/globals';
import { decryptMessage, encryptMessage, pushSignature } from './message-encryption.ts';
import { childText, readXml } from './xml.ts';

const KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';
const APP_ID = 'wxb11529c136998cb6';

/** The examples of WeChat's page on the message push, with a key of 43 times A. */
const PUSHED = {
  token: 'AAAAA',
  key: 'A'.repeat(43),
  appId: 'wx134c8103faa5a59e',
  timestamp: '1715943329',
  nonce: '1590219412',
  encrypt:
    'D7yzvUNAL930rd28wf21s4hvXhz0L6Uit/p2Di6C5DHyYGpEgdBRnKjBec34JwoQXicwaZC7fOVihW80F4VtsdvE//1vr7oAbqjDv8KenVp+ajKYpJnyQ4zMRhIC+a31fCVOMC03FfzV/QuC94kBP55a+Za3sJgvAn+ZbsNqZI5DkyuzkhQN8OBqCzFhizGmy0xpM0MEA4agpvE+RuNO1rhHTtuJB5yltw1FiYzecSXJ+y/D2r81VkRn2eYjh2ltsoyfbDR7Is6ookXIFxTfyeNyeHxMeT4KN5WpCDmSbTcUYrbBUlkGLJ9n/rU8YOywma6G7aTb7KZKOqCxgfoUlYEZPk4FUL/TK7ShriFDMVCLyjQJ15Ob++agDWtcxhfUfe6HIoIpRW8mKNBQiY/Jd1svvuskA1wLef1RTtzKfMpagSCX/laZINmdnX4zrF6kIaR9P4xQrWXbsTFHTYe0Mg==',
  signature: '6c12a4205838198b8fa631b3220723bb07f1015c',
};

describe("WeChat's published examples", () => {
  test('the signature of an address check and of encrypted messages', () => {
    expect(pushSignature('AAAAA', '1714036504', '1514711492')).toBe(
      'f464b24fc39322e44b38aa78f5edd27bd1441696',
    );
    expect(pushSignature(PUSHED.token, PUSHED.timestamp, PUSHED.nonce, PUSHED.encrypt)).toBe(
      PUSHED.signature,
    );
    expect(
      pushSignature(
        'QDG6eK',
        '1409659589',
        '263014780',
        'P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==',
      ),
    ).toBe('5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3');
  });

  test('decrypts', () => {
    const event = readXml(decryptMessage(PUSHED.key, PUSHED.appId, PUSHED.encrypt));
    expect(childText(event, 'Event')).toBe('debug_demo');
    expect(
      decryptMessage(
        'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
        'wx5823bf96d3bd56c7',
        'P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==',
      ),
    ).toBe('1616140317555161061');
  });

  test('encrypts, given the random bytes', () => {
    const random = Buffer.from('aaaabbbbccccdddd');
    expect(encryptMessage(KEY, APP_ID, '我是中文abcd123', random)).toBe(
      'jn1L23DB+6ELqJ+6bruv21Y6MD7KeIfP82D6gU39rmkgczbWwt5+3bnyg5K55bgVtVzd832WzZGMhkP72vVOfg==',
    );
    const answer = '<xml><demo_resp>[CDATA[good luck]]</demo_resp></xml>';
    const encrypted = encryptMessage(PUSHED.key, PUSHED.appId, answer, Buffer.from('999951349e8ee746'));
    expect(encrypted).toBe(
      'hE8R6mGXHkJJjU72KxzKUd1GEkKJaEZq7vRL8XgK3o+00k8JGq6+pZJUIlTSyhsX+bxIBQ72g3GyvDdIZcr6+3HAZbSvPT9t/o11MI7d6WELwqrGd7jMnV0zv3Zc9Nq7',
    );
    expect(pushSignature('AAAAA', '1713424427', '415670741', encrypted)).toBe(
      '03e0812039325c2712ef5f0f980fd14c70d6e307',
    );
  });
});

describe('what does not decrypt', () => {
  test('another key, another app id, a cut text', () => {
    const encrypted = encryptMessage(KEY, APP_ID, 'hello');
    expect(decryptMessage(KEY, APP_ID, encrypted)).toBe('hello');
    expect(() => decryptMessage(PUSHED.key, APP_ID, encrypted)).toThrow(/padding|length/);
    expect(() => decryptMessage(KEY, 'wx2', encrypted)).toThrow('another app id');
    expect(() => decryptMessage(KEY, APP_ID, encrypted.slice(4))).toThrow('whole number of blocks');
    expect(() => decryptMessage(KEY, APP_ID, '')).toThrow('whole number of blocks');
  });

  test.each([
    '<!DOCTYPE x [<!ENTITY a "b">]><xml></xml>',
    '<xml>&a;</xml>',
    '<xml><a></xml></a>',
    '<xml>',
    '</xml>',
    '<a></a><b></b>',
    '<xml a="b"></xml>',
    'text',
    '',
  ])('is no XML of a push: %s', (source) => {
    expect(() => readXml(source)).toThrow('The XML holds');
  });
});
