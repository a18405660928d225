import { expect, test } from '@jest/globals';
import { KnownSignatures } from './known-signatures.ts';

test('knows exactly the tokens that were added', () => {
  const known = new KnownSignatures();
  known.add('head.body.signature');
  expect(known.has('head.body.signature')).toBe(true);
  for (const other of ['head.body.signaturE', 'head.bodY.signature', 'head.body.', '']) {
    expect(known.has(other)).toBe(false);
  }
});

test('forgets the oldest, and never grows beyond ten thousand', () => {
  const known = new KnownSignatures();
  for (let token = 0; token <= 10_000; token += 1) known.add(`token ${token}`);
  expect([known.has('token 0'), known.has('token 1'), known.has('token 10000')]).toEqual([false, true, true]);
  known.add('token 1');
  expect(known.has('token 2')).toBe(true);
});
