import { expect, test } from '@jest/globals';
import type { LoginState } from '@maqiao/browser';
import { documentTitle } from './document-title.ts';

const SCANNED: LoginState = {
  phase: 'scanned',
  scene: 'a'.repeat(32),
  picture: 'data:',
  method: 'mini-program',
  firstCharacter: '小',
  number: '42',
  expiresAt: 0,
};

test('the window’s title shows that the code was scanned, and that one is signed in', () => {
  const signedIn: LoginState = {
    phase: 'signed-in',
    user: { nickname: null, avatarUrl: null },
    signOut: 'idle',
  };
  expect(documentTitle({ phase: 'loading' }, 'screen', 'zh', '山海书店')).toBe('登录 山海书店');
  expect(documentTitle(SCANNED, 'screen', 'zh', '书店')).toBe('已扫码，请在手机上确认 · 登录 书店');
  expect(documentTitle(SCANNED, 'phone', 'en', 'Shop')).toBe('Scanned. Confirm in WeChat · Sign in to Shop');
  expect(documentTitle(signedIn, 'screen', 'en', 'Shop')).toBe('Signed in to Shop');
});
