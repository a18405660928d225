import { expect, test } from '@jest/globals';
import { wantsNumber } from './number-match.ts';

// Written out from the protocol: auto asks for no number on the same network, nor for a camera in the same region.
test.each([
  ['auto', 'same-network', 1047, false],
  ['auto', 'same-network', 1049, false],
  ['auto', 'same-network', null, false],
  ['auto', 'same-region', 1047, false],
  ['auto', 'same-region', 1048, true],
  ['auto', 'same-region', 1049, true],
  ['auto', 'same-region', null, true],
  ['auto', 'elsewhere', 1047, true],
  ['auto', 'unknown', 1047, true],
  ['always', 'same-network', 1047, true],
  ['never', 'elsewhere', 1049, false],
] as const)('%s, %s, entry %s: %s', (mode, near, entry, wanted) => {
  expect(wantsNumber(mode, near, entry)).toBe(wanted);
});
