import { describe, expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { isGuessableBytes, isGuessableText } from './guessable.ts';

describe('issue 12, number 7: keys that can be guessed', () => {
  test.each([
    ['sixteen equal letters', 'k'.repeat(16)],
    ['two letters in turn', 'abababababababab'],
    ['four letters, four times each', 'aaaabbbbccccdddd'],
    ['pairs in order', 'aabbccddeeffgghh'],
    ['the alphabet', 'abcdefghijklmnop'],
    ['the alphabet backwards', 'ponmlkjihgfedcba'],
    ['all digits', '0123456789abcdef'],
    ['digits, and again', '1234567890123456'],
    ['a word, and again', 'maqiao-maqiao-maqiao'],
    ['a long piece, and again', 'h7Gk2mQz-h7Gk2mQz-'],
    ['a placeholder', 'changeme-changeme'],
    ['a placeholder with more', 'Change_Me_8fJ2kq91'],
    ['one of our own documents', 'at-least-16-random-characters'],
    ['an instruction', 'your-site-api-key-here'],
    ['a keyboard', 'qwertyuiopasdfgh'],
    ['a password', 'MyPassword2026!x'],
  ])('%s', (_name, key) => {
    expect(isGuessableText(key)).toBe(true);
  });

  test('what openssl makes is none of them', () => {
    for (let count = 0; count < 2_000; count += 1) {
      for (const encoding of ['base64', 'base64url', 'hex'] as const) {
        const key = randomBytes(32).toString(encoding);
        expect([key, isGuessableText(key)]).toEqual([key, false]);
      }
    }
  });

  test.each([
    ['one byte', Buffer.alloc(32, 7)],
    ['two in turn', Buffer.from('ab0c'.repeat(16), 'hex')],
    ['in order', Buffer.from(Array.from({ length: 32 }, (_, index) => index))],
    ['a half, and again', Buffer.concat([Buffer.from('0123456789 abcde'), Buffer.from('0123456789 abcde')])],
  ])('bytes: %s', (_name, bytes) => {
    expect(isGuessableBytes(bytes)).toBe(true);
  });

  test('random bytes are none of them', () => {
    for (const length of [24, 32, 64]) {
      for (let count = 0; count < 1_000; count += 1) {
        const bytes = randomBytes(length);
        expect([bytes.toString('hex'), isGuessableBytes(bytes)]).toEqual([bytes.toString('hex'), false]);
      }
    }
  });
});
