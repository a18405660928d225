import { describe, expect, test } from '@jest/globals';
import { wantsNumber } from './number-match.ts';

// Written out from the protocol.
describe('issue 12, number 8: when auto asks for two digits', () => {
  test.each([
    ['always', 'same-network', 1047, true, true],
    ['never', 'elsewhere', 1049, false, false],
    ['auto', 'same-network', 1047, false, false],
    ['auto', 'same-network', null, undefined, false],
    ['auto', 'same-region', 1047, false, true],
    ['auto', 'same-region', 1047, undefined, true],
    ['auto', 'same-region', 1047, true, false],
    ['auto', 'elsewhere', 1047, true, false],
    ['auto', 'elsewhere', 1047, false, true],
    ['auto', 'unknown', 1047, true, false],
    ['auto', 'unknown', 1047, undefined, true],
    // A picture that somebody may have sent: nearness does not count, an own browser does.
    ['auto', 'same-network', 1048, false, true],
    ['auto', 'same-network', 1049, undefined, true],
    ['auto', 'same-network', 1049, true, false],
    ['auto', 'elsewhere', 1048, true, false],
  ] as const)('%s, %s, entry %s, known %s: %s', (mode, near, entry, knownBrowser, wanted) => {
    expect(wantsNumber(mode, { near, entry, display: 'screen', knownBrowser })).toBe(wanted);
  });

  test.each(['auto', 'always', 'never'] as const)('in a chat it is always asked for: %s', (mode) => {
    const scan = { near: 'same-network', entry: 1047, display: 'screen', knownBrowser: true } as const;
    expect(wantsNumber(mode, { ...scan, byChat: true })).toBe(true);
    expect(wantsNumber(mode, { ...scan, byChat: true, interaction: 'client' })).toBe(true);
  });

  describe('issue 15, number 3: where a client asks', () => {
    test.each([
      // Never is auto for it.
      ['never', 'same-network', 1047, false, false],
      ['never', 'same-network', 1049, false, true],
      ['never', 'same-region', 1047, false, true],
      ['never', 'elsewhere', 1047, true, false],
      ['never', 'unknown', 1047, undefined, true],
      ['auto', 'same-network', 1047, false, false],
      ['auto', 'elsewhere', 1047, false, true],
      ['always', 'same-network', 1047, true, true],
    ] as const)('%s, %s, entry %s, known %s: %s', (mode, near, entry, knownBrowser, wanted) => {
      const asked = { near, entry, display: 'screen', knownBrowser, interaction: 'client' } as const;
      expect(wantsNumber(mode, asked)).toBe(wanted);
    });

    test.each(['auto', 'always', 'never'] as const)('%s: for a device always', (mode) => {
      const near = { near: 'same-network', entry: 1047, display: 'screen' } as const;
      for (const knownBrowser of [true, false, undefined])
        expect(wantsNumber(mode, { ...near, knownBrowser, interaction: 'device' })).toBe(true);
    });
  });

  test('a phone that scans the picture of its own screen is on its own network', () => {
    const own = { entry: 1049, display: 'same-phone', knownBrowser: false } as const;
    expect(wantsNumber('auto', { ...own, near: 'same-network' })).toBe(false);
    expect(wantsNumber('auto', { ...own, near: 'same-region' })).toBe(true);
  });
});
