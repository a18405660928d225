import { describe, expect, test } from '@jest/globals';
import type { LoginState } from '@maqiao/browser';
import { ERROR_STATUS, type ErrorCode } from '@maqiao/shared';
import { announcementOf, cardName, documentTitle, noticeOf, scannedWords, waitingTitle } from './screen.ts';

const SCENE = 'a'.repeat(32);
const STATES: LoginState[] = [
  { phase: 'loading' },
  { phase: 'waiting', scene: SCENE, picture: 'data:', expiresAt: 0, lifetimeMs: 1 },
  { phase: 'scanned', scene: SCENE, picture: 'data:', firstCharacter: null, number: null, expiresAt: 0 },
  { phase: 'confirmed', scene: SCENE, user: null },
  { phase: 'signed-in', user: { nickname: null, avatarUrl: null }, signOut: 'idle' },
  { phase: 'signed-in', user: { nickname: null, avatarUrl: null }, signOut: 'working' },
  { phase: 'signed-in', user: { nickname: null, avatarUrl: null }, signOut: 'failed' },
  { phase: 'signed-in', user: { nickname: null, avatarUrl: null }, signOut: 'blocked' },
  { phase: 'signed-out', reason: 'ended' },
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
      const notice = noticeOf({ phase: 'failed', code, retryable: true }, 'screen', language);
      expect(notice?.title).toBeTruthy();
      expect(notice?.action?.does).toBe('renew');
      expect(noticeOf({ phase: 'failed', code, retryable: false }, 'screen', language)?.action).toBeNull();
    }
  });
});

test('the headline fits where the page is looked at', () => {
  expect(waitingTitle('screen', 'zh', '山海书店')).toBe('用微信扫一扫，登录 山海书店');
  expect(waitingTitle('wechat', 'zh', '山海书店')).toBe('长按小程序码，登录 山海书店');
  expect(waitingTitle('phone', 'en', 'Shop')).toBe('Sign in to Shop with WeChat');
});

test('another tab’s takeover is continued, not begun anew; being offline asks for nothing', () => {
  expect(noticeOf({ phase: 'replaced' }, 'screen', 'en')?.action).toEqual({
    does: 'start',
    label: 'Continue here',
  });
  expect(noticeOf({ phase: 'offline' }, 'screen', 'en')?.action).toBeNull();
});

test('a session that has ended is no fault: one signs in again', () => {
  const actionOf = (state: LoginState) => noticeOf(state, 'screen', 'en')?.action;
  expect(actionOf({ phase: 'signed-out', reason: 'ended' })).toEqual({
    does: 'start',
    label: 'Sign in again',
  });
  expect(actionOf({ phase: 'failed', code: 'wechat_busy', retryable: true })?.label).toBe('Try again');
});

const SCANNED: LoginState = {
  phase: 'scanned',
  scene: SCENE,
  picture: 'data:',
  firstCharacter: '小',
  number: '42',
  expiresAt: 0,
};

test('the number of number match is announced with what to do', () => {
  expect(announcementOf(SCANNED, 'screen', 'en', 'Shop')).toBe(
    'Scanned. Confirm on your phone. Type this number on your phone: 42',
  );
});

test.each(['zh', 'en'] as const)('in %s the scan stands large, and what to do under it', (language) => {
  for (const surroundings of ['screen', 'phone', 'wechat'] as const) {
    const { title, happened, next } = scannedWords(surroundings, language);
    expect(happened.trim()).toBe({ zh: '已扫码，', en: 'Scanned.' }[language]);
    expect(happened + next).toBe(title);
  }
});

test('who looks at the page on the phone itself is sent to WeChat, not to another phone', () => {
  const refused: LoginState = { phase: 'refused' };
  for (const surroundings of ['phone', 'wechat'] as const) {
    expect(announcementOf(SCANNED, surroundings, 'zh', '书店')).toBe(
      '已扫码，请在微信里确认。在微信里输入这个数字：42',
    );
    expect(noticeOf(refused, surroundings, 'en')?.title).toBe('You declined in WeChat');
  }
  expect(noticeOf(refused, 'screen', 'en')?.title).toBe('You declined on your phone');
});

test('the window’s title says that it was scanned, and that one is signed in', () => {
  const signedIn: LoginState = {
    phase: 'signed-in',
    user: { nickname: null, avatarUrl: null },
    signOut: 'idle',
  };
  expect(documentTitle({ phase: 'loading' }, 'screen', 'zh', '山海书店')).toBe('登录 山海书店');
  expect(documentTitle(SCANNED, 'screen', 'zh', '书店')).toBe('已扫码，请在手机上确认 · 登录 书店');
  expect(documentTitle(signedIn, 'screen', 'en', 'Shop')).toBe('Signed in to Shop');
  // The card keeps its name: a region that is named anew at every change is read out at every change.
  expect(cardName(SCANNED, 'zh', '书店')).toBe('登录 书店');
});
