import { expect, test } from '@jest/globals';
import { pathOf } from './logging.ts';

test.each([
  ['/api/scenes', '/api/scenes'],
  ['/api/users?search=someone', '/api/users'],
  ['/api/me#part', '/api/me'],
  ['http://login.example/api/me?x', '/api/me'],
  ['HTTPS://name:password@login.example:1/api/me', '/api/me'],
  ['http://login.example?token=x', ''],
  ['/a/http://b/c', '/a/http://b/c'],
])('of %s the log says %s', (target, path) => {
  expect(pathOf(target)).toBe(path);
});
