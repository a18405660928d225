import { createHmac, hkdfSync } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { MaqiaoSecret } from './maqiao-secret.ts';

const secret = new MaqiaoSecret(Buffer.alloc(32, 7));

describe('seal and open', () => {
  test('gives the text back, for the same purpose and row', () => {
    const sealed = secret.seal('session-key', 'row1', 'kö码');
    expect(sealed).toMatch(/^v1\.[\w-]{16}\.[\w-]+$/);
    expect(secret.open('session-key', 'row1', sealed)).toBe('kö码');
  });

  test('never seals the same text to the same value', () => {
    expect(secret.seal('check', 'r', 'text')).not.toBe(secret.seal('check', 'r', 'text'));
  });

  test('does not open in another row, for another purpose, or with another secret', () => {
    const sealed = secret.seal('session-key', 'row1', 'text');
    expect(() => secret.open('session-key', 'row2', sealed)).toThrow('does not open');
    expect(() => secret.open('signing-keys', 'row1', sealed)).toThrow('does not open');
    const other = new MaqiaoSecret(Buffer.alloc(32, 8));
    expect(() => other.open('session-key', 'row1', sealed)).toThrow('does not open');
  });

  test('does not open when one character was changed, or the tag cut short', () => {
    const sealed = secret.seal('session-key', 'row1', 'a text of some length');
    for (const position of [4, 20, sealed.length - 6]) {
      const changed = sealed[position] === 'A' ? 'B' : 'A';
      const tampered = sealed.slice(0, position) + changed + sealed.slice(position + 1);
      expect(() => secret.open('session-key', 'row1', tampered)).toThrow('does not open');
    }
    expect(() => secret.open('session-key', 'row1', sealed.slice(0, -8))).toThrow('does not open');
  });

  test.each(['', 'v1', 'v1..', 'v2.AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAA', 'v1.AAAA.AAAA', 'plain text'])(
    'refuses %j without saying more',
    (value) => {
      expect(() => secret.open('check', 'r', value)).toThrow('a sealed value (check) does not open');
    },
  );
});

test('makes macs with a key of HKDF-SHA256 for each purpose', () => {
  const key = Buffer.from(hkdfSync('sha256', Buffer.alloc(32, 7), '', 'maqiao cookie-mac', 32));
  const expected = createHmac('sha256', key).update('text').digest('base64url');
  expect(secret.mac('cookie-mac', 'text')).toBe(expected);
  expect(secret.mac('check', 'text')).not.toBe(expected);
});

test('refuses a secret of another length', () => {
  expect(() => new MaqiaoSecret(Buffer.alloc(31))).toThrow(RangeError);
});
