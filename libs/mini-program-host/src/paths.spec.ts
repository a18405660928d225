import { describe, expect, test } from '@jest/globals';
import { parsePageUrl, resolvePath } from './paths.ts';

describe('resolvePath', () => {
  test.each([
    ['pages/login/index', '../result/index', 'pages/result/index'],
    ['pages/login/index', './part', 'pages/login/part'],
    ['pages/login/index', '/app', 'app'],
    ['app', '../../../etc/passwd', 'etc/passwd'],
  ])('%s + %s', (from, to, expected) => expect(resolvePath(from, to)).toBe(expected));
});

describe('parsePageUrl', () => {
  test('hands query values on without decoding them', () => {
    expect(parsePageUrl('pages/a/index', '../b/index?scene=tk%3D1&flag&x=1=2&=')).toEqual({
      path: 'pages/b/index',
      query: { scene: 'tk%3D1', flag: '', x: '1=2', '': '' },
    });
  });
});
