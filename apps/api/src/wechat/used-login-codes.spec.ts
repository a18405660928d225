import { expect, test } from '@jest/globals';
import { MovableClock } from './test-support.ts';
import { UsedLoginCodes } from './used-login-codes.ts';

test('a code is claimed once, and remembered for the five minutes it lives at WeChat', () => {
  const clock = new MovableClock();
  const used = new UsedLoginCodes(clock);
  expect(used.claim('one')).toBe(true);
  expect(used.claim('two')).toBe(true);
  expect(used.claim('one')).toBe(false);
  clock.advance(5 * 60_000 - 1);
  expect(used.claim('one')).toBe(false);
  clock.advance(1);
  expect(used.claim('one')).toBe(true);
});

test('the memory is bounded: the oldest are forgotten first', () => {
  const used = new UsedLoginCodes(new MovableClock());
  for (let i = 0; i < 50_001; i += 1) used.claim(`code-${i}`);
  expect(used.claim('code-50000')).toBe(false);
  expect(used.claim('code-0')).toBe(true);
});

test('what is remembered is not the code', () => {
  const used = new UsedLoginCodes(new MovableClock());
  used.claim('a-login-code');
  expect(JSON.stringify([...used['used'].keys()])).not.toContain('a-login-code');
});
