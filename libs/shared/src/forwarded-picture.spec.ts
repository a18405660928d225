import { expect, test } from '@jest/globals';
import { isForwardedPicture } from './forwarded-picture.ts';

const SCREEN = { display: 'screen', near: 'same-network' } as const;

test('a picture that was pressed or taken from the album is a warning', () => {
  expect(isForwardedPicture(1048, SCREEN)).toBe(true);
  expect(isForwardedPicture(1049, SCREEN)).toBe(true);
});

test('the camera, and the program’s own scanner, are not', () => {
  expect(isForwardedPicture(1047, SCREEN)).toBe(false);
  expect(isForwardedPicture(undefined, SCREEN)).toBe(false);
});

test('a phone that scans its own screen has no other way, but is only believed on its own network', () => {
  expect(isForwardedPicture(1049, { display: 'same-phone', near: 'same-network' })).toBe(false);
  for (const near of ['same-region', 'elsewhere', 'unknown'] as const) {
    expect(isForwardedPicture(1049, { display: 'same-phone', near })).toBe(true);
  }
});
