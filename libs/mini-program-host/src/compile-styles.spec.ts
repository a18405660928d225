import { describe, expect, test } from '@jest/globals';
import { compileStyles, scaleLengths } from './compile-styles.ts';

describe('scaleLengths', () => {
  test.each([
    ['width:10rpx', 'width:calc(10 * var(--mp-rpx))'],
    ['margin:-.5rpx', 'margin:calc(-.5 * var(--mp-rpx))'],
    ['transform:translate(-50%,-20rpx)', 'transform:translate(-50%,calc(-20 * var(--mp-rpx)))'],
    ['height:calc(100vh - 20rpx)', 'height:calc(calc(100 * var(--mp-vh)) - calc(20 * var(--mp-rpx)))'],
    ['.m-10rpx{width:3px}', '.m-10rpx{width:3px}'],
    ['.w20rpx{}', '.w20rpx{}'],
  ])('%s', (source, expected) => expect(scaleLengths(source)).toBe(expected));
});

describe('compileStyles', () => {
  test('imports relative, absolute and in a circle', () => {
    const styles = compileStyles({
      'pages/a': '@import "../shared/b.wxss"; .a{}',
      'shared/b': "@import '/pages/a.wxss';@import url('./c.wxss'); .b{}",
      'shared/c': '.c{}',
    });
    expect(styles['pages/a']?.replace(/\s/g, '')).toBe('.c{}.b{}.a{}');
  });
});

test('safe areas are those of the simulated screen', () => {
  expect(scaleLengths('padding-bottom: calc(10px + env(safe-area-inset-bottom))')).toBe(
    'padding-bottom: calc(10px + var(--mp-safe-bottom, 0px))',
  );
});
