import { describe, expect, test } from '@jest/globals';
import { updateMeRequest } from './requests.ts';

const parse = (nickname: unknown) => updateMeRequest.safeParse({ nickname });

describe('a nickname', () => {
  const kept: [string, string, string][] = [
    ['a name', '王小明', '王小明'],
    ['spaces around', '  Ana María \t', 'Ana María'],
    ['ideographic spaces around', '\u3000王\u3000', '王'],
    ['letters and marks become one (NFC)', 'Jose\u0301', 'José'],
    ['one letter', 'x', 'x'],
    ['32 letters', 'x'.repeat(32), 'x'.repeat(32)],
    ['32 families', '👨‍👩‍👧‍👦'.repeat(32), '👨‍👩‍👧‍👦'.repeat(32)],
    ['the longest emoji', '👩🏽‍❤️‍💋‍👨🏽', '👩🏽‍❤️‍💋‍👨🏽'],
    ['flags, also of regions', '🇨🇳🏴󠁧󠁢󠁷󠁬󠁳󠁿', '🇨🇳🏴󠁧󠁢󠁷󠁬󠁳󠁿'],
    ['a keycap', '1️⃣', '1️⃣'],
    ['Persian with its joiner', 'می‌خواهم', 'می‌خواهم'],
    ['Arabic', 'محمد', 'محمد'],
    ['Devanagari', 'क्षत्रिय', 'क्षत्रिय'],
    ['Thai with marks', 'น้ำใจ', 'น้ำใจ'],
    ['signs alone', '~(^_^)~', '~(^_^)~'],
    ['what looks like a page', '<b>"x"&</b>', '<b>"x"&</b>'],
  ];
  test.each(kept)('%s', (_name, given, wanted) => {
    expect(parse(given)).toEqual({ success: true, data: { nickname: wanted } });
  });

  test('null removes it', () => {
    expect(parse(null)).toEqual({ success: true, data: { nickname: null } });
  });

  const refused: [string, unknown][] = [
    ['nothing', ''],
    ['blanks', ' \t\u3000\u00a0 '],
    ['33 letters', 'x'.repeat(33)],
    ['33 families', '👨‍👩‍👧‍👦'.repeat(33)],
    ['a line break', 'a\nb'],
    ['a carriage return', 'a\rb'],
    ['a line separator', 'a\u2028b'],
    ['NUL', 'a\0b'],
    ['escape', 'a\u001b[31mb'],
    ['a C1 control', 'a\u0085b'],
    ['text turned around', 'a\u202Egnp.exe'],
    ['an isolate', '\u2067abc\u2069'],
    ['a direction mark', 'a\u200Fb'],
    ['zero width alone', '\u200B\u200C\u200D\uFEFF'],
    ['zero width inside', 'Adm\u200Bin'],
    ['a soft hyphen', 'Adm\u00ADin'],
    ['a joiner alone', '\u200D'],
    ['a Hangul filler', '\u3164'],
    ['a half-width filler', '\uFFA0\uFFA0'],
    ['an empty Braille cell', '\u2800\u2800'],
    ['a variation selector alone', '\uFE0F'],
    ['a mark without a letter', '\u0301'],
    ['invisible tags', 'a\u{E0061}\u{E0062}\u{E007F}'],
    ['a private sign', '\uF8FF'],
    ['no character', 'a\uFFFF'],
    ['half a character', 'a\uD83D'],
    ['a tower of marks', `Z${'\u0353'.repeat(12)}algo`],
    ['a hundred thousand marks', `a${'\u0301'.repeat(100_000)}`],
    ['a number', 5],
    ['a list', ['a']],
    ['an object', {}],
    ['nothing at all', undefined],
  ];
  test.each(refused)('not %s', (_name, given) => {
    expect(parse(given).success).toBe(false);
  });

  test('a refusal says what is wanted, and not what came', () => {
    const { error } = parse('sEcReT\nline');
    expect(error?.issues.map(({ path, message }) => [path, message])).toEqual([
      [['nickname'], 'must be 1 to 32 visible characters on one line'],
    ]);
    expect(JSON.stringify(error)).not.toContain('sEcReT');
  });
});
