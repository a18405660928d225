import { expect, test } from '@jest/globals';
import { recoveryAction } from './recovery-action.ts';

test.each([
  'invalid_login_code',
  'wechat_busy',
  'wechat_unavailable',
  'rate_limited',
  'unavailable',
  'internal',
  'offline',
  'timed_out',
  'interrupted',
  'unreachable',
  'login_code_missing',
] as const)('%s can be tried again', (code) => {
  expect(recoveryAction(code)).toBe('retry');
});

test.each([
  'scene_not_found',
  'scene_taken',
  'scene_closed',
  'scene_expired',
  'scene_clock',
  'number_mismatch',
  'not_scanner',
] as const)('%s wants a new code', (code) => {
  expect(recoveryAction(code)).toBe('new-code');
});

test.each(['login_blocked', 'wechat_misconfigured', 'origin_not_allowed', 'host_not_allowed'] as const)(
  '%s leads home',
  (code) => {
    expect(recoveryAction(code)).toBe('home');
  },
);
