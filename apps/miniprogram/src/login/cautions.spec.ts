import { expect, test } from '@jest/globals';
import { isForwarded } from './cautions.ts';

const SCREEN = { display: 'screen', near: 'same-network' } as const;

test('a picture that was pressed or taken from the album is a warning', () => {
  expect(isForwarded(1048, SCREEN)).toBe(true);
  expect(isForwarded(1049, SCREEN)).toBe(true);
});

test('the camera, and the program’s own scanner, are not', () => {
  expect(isForwarded(1047, SCREEN)).toBe(false);
  expect(isForwarded(undefined, SCREEN)).toBe(false);
});

test('a phone that scans its own screen has no other way, but is only believed on its own network', () => {
  expect(isForwarded(1049, { display: 'same-phone', near: 'same-network' })).toBe(false);
  for (const near of ['same-region', 'elsewhere', 'unknown'] as const) {
    expect(isForwarded(1049, { display: 'same-phone', near })).toBe(true);
  }
});
