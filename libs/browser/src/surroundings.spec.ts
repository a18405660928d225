import { expect, test } from '@jest/globals';
import { surroundingsOf } from './surroundings.ts';

const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148';
const ANDROID =
  'Mozilla/5.0 (Linux; Android 14; PJF110) AppleWebKit/537.36 Chrome/130.0.0.0 Mobile Safari/537.36';
const WINDOWS = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0.0.0 Safari/537.36';
const TABLET = 'Mozilla/5.0 (Linux; Android 14; SM-X710) AppleWebKit/537.36 Chrome/130.0.0.0 Safari/537.36';

test.each([
  ['an iPhone', IPHONE, true, 'phone'],
  ['an Android phone', ANDROID, false, 'phone'],
  ['a small touch screen that says it is a desktop', WINDOWS, true, 'phone'],
  ['a desktop', WINDOWS, false, 'screen'],
  ['a tablet', TABLET, false, 'screen'],
  ['WeChat on an iPhone', `${IPHONE} MicroMessenger/8.0.50`, true, 'wechat'],
  ['WeChat on Android', `${ANDROID} MicroMessenger/8.0.50`, true, 'wechat'],
  ['WeChat for Windows', `${WINDOWS} MicroMessenger/7.0.20 WindowsWechat/WMPF`, false, 'screen'],
  [
    'WeChat for Mac',
    'Mozilla/5.0 (Macintosh) MicroMessenger/6.8.0(0x16080000) MacWechat/3.8',
    false,
    'screen',
  ],
] as const)('%s', (_name, userAgent, small, surroundings) => {
  expect(surroundingsOf(userAgent, small)).toBe(surroundings);
});
