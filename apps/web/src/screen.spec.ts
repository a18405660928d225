import { describe, expect, test } from '@jest/globals';
import type { LoginState } from '@maqiao/browser';
import { ERROR_STATUS, type ErrorCode } from '@maqiao/shared';
import { announcementOf, documentTitle, noticeOf, waitingTitle } from './screen.ts';

const SCENE = 'a'.repeat(32);
const STATES: LoginState[] = [
  { phase: 'loading' },
  { phase: 'waiting', scene: SCENE, picture: 'data:', expiresAt: 0, lifetimeMs: 1 },
  { phase: 'scanned', scene: SCENE, picture: 'data:', firstCharacter: null, number: null, expiresAt: 0 },
  { phase: 'confirmed', scene: SCENE, user: null },
  { phase: 'signed-in', user: { nickname: null, avatarUrl: null }, signOut: 'idle' },
  { phase: 'refused' },
  { phase: 'expired', renewal: 'automatic' },
  { phase: 'expired', renewal: 'tap' },
  { phase: 'offline' },
  { phase: 'failed', code: 'wechat_busy', retryable: true },
  { phase: 'replaced' },
  { phase: 'cancelled' },
];

describe.each(['zh', 'en'] as const)('in %s', (language) => {
  test('every state is announced, and no two different ones alike', () => {
    const said = STATES.map((state) => announcementOf(state, 'screen', language, '山海书店'));
    expect(said.every((text) => text !== '')).toBe(true);
    expect(new Set(said).size).toBe(STATES.length);
  });

  test('every error code has its words, and a button where trying again makes sense', () => {
    for (const code of Object.keys(ERROR_STATUS) as ErrorCode[]) {
      const notice = noticeOf({ phase: 'failed', code, retryable: true }, language);
      expect(notice?.title).toBeTruthy();
      expect(notice?.action?.does).toBe('renew');
      expect(noticeOf({ phase: 'failed', code, retryable: false }, language)?.action).toBeNull();
    }
  });
});

test('the headline fits where the page is looked at', () => {
  expect(waitingTitle('screen', 'zh', '山海书店')).toBe('用微信扫一扫，登录 山海书店');
  expect(waitingTitle('wechat', 'zh', '山海书店')).toBe('长按小程序码，登录 山海书店');
  expect(waitingTitle('phone', 'en', 'Shop')).toBe('Sign in to Shop with WeChat');
});

test('another tab’s takeover is continued, not begun anew; being offline asks for nothing', () => {
  expect(noticeOf({ phase: 'replaced' }, 'en')?.action).toEqual({ does: 'start', label: 'Continue here' });
  expect(noticeOf({ phase: 'offline' }, 'en')?.action).toBeNull();
});

test('the number of number match is announced with what to do', () => {
  const scanned: LoginState = {
    phase: 'scanned',
    scene: SCENE,
    picture: 'data:',
    firstCharacter: '小',
    number: '42',
    expiresAt: 0,
  };
  expect(announcementOf(scanned, 'screen', 'en', 'Shop')).toBe(
    'Scanned. Confirm on your phone. Type this number on your phone: 42',
  );
});

test('the window’s title says whether one is signed in', () => {
  expect(documentTitle({ phase: 'loading' }, 'zh', '山海书店')).toBe('登录 山海书店');
  expect(
    documentTitle(
      { phase: 'signed-in', user: { nickname: null, avatarUrl: null }, signOut: 'idle' },
      'en',
      'Shop',
    ),
  ).toBe('Signed in to Shop');
});
