import { expect, test } from '@jest/globals';
import { scanSource } from './scan-source.ts';

test.each([
  [1047, 'camera'],
  [1048, 'press'],
  [1049, 'album'],
  [undefined, 'camera'],
  [1001, 'other'],
])('entry %p: %s', (entry, way) => {
  expect(scanSource(entry)).toBe(way);
});
