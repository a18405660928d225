import { describe, expect, test } from '@jest/globals';
import { addressIn, requestIdIn } from './errmsg.ts';

describe('the address in errmsg', () => {
  test.each([
    [
      'invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist rid: 6523f1a2-0b3c4d5e-6f708192',
      '203.0.113.7',
    ],
    ['invalid ip 2001:db8::1, not in whitelist', '2001:db8::1'],
    ['invalid ip: 203.0.113.7.', '203.0.113.7'],
    ['invalid credential', undefined],
    ['invalid ip 999.1.1.1', undefined],
    ['', undefined],
  ])('%s', (errmsg, address) => {
    expect(addressIn(errmsg)).toBe(address);
  });
});

describe('the rid in errmsg', () => {
  test.each([
    ['invalid code, rid: 6523f1a2-0b3c4d5e-6f708192', '6523f1a2-0b3c4d5e-6f708192'],
    ['invalid code,rid:6523F1A2-0b3c4d5e-6f708192', '6523F1A2-0b3c4d5e-6f708192'],
    ['rid: my-app-secret', undefined],
    ['rid: 6523f1a2', undefined],
    ['grid', undefined],
  ])('%s', (errmsg, requestId) => {
    expect(requestIdIn(errmsg)).toBe(requestId);
  });
});
