import { z } from 'zod';

/** As people count them: an emoji of several code points is one. */
const MAXIMUM_CHARACTERS = 32;
/** The longest emoji has ten code points; letters under towers of marks would spill over other people's lines. */
const MAXIMUM_CODE_POINTS_A_CHARACTER = 12;

/** Flags of regions are spelt in tag characters, which are invisible anywhere else. */
const TAG_FLAG = /\u{1F3F4}[\u{E0061}-\u{E007A}\u{E0030}-\u{E0039}]{2,6}\u{E007F}/gu;
/** Joiners belong into emoji and into Persian and Indic words; the selectors choose how a symbol is drawn. */
const ALLOWED_INVISIBLE = /\u200C|\u200D|\uFE0E|\uFE0F/gu;
/** Line breaks and control characters, text that turns others around, invisible and private ones, half characters. */
const NEVER = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}\p{Noncharacter_Code_Point}]/u;
/** Fillers and the empty Braille cell count as letters and symbols, and show nothing. */
const BLANK = /[\p{Default_Ignorable_Code_Point}\u2800]/gu;
/** Something to see: not only blanks, and marks without a letter. */
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** Made at the first name: it loads tables, and no snapshot of a start can hold it. */
let segmenter: Intl.Segmenter | undefined;

/**
 * A nickname as it is kept: trimmed, NFC, 1 to 32 characters as people count them, all on one line, nothing that
 * hides or turns the text around it. @returns undefined for any other text
 */
function nicknameOf(text: string): string | undefined {
  // Long before the count: segments are slow to find in a long text.
  if (text.length > 2048) return undefined;
  const nickname = text.trim().normalize('NFC');
  if (NEVER.test(nickname.replace(TAG_FLAG, '').replace(ALLOWED_INVISIBLE, ''))) return undefined;
  if (!VISIBLE.test(nickname.replace(BLANK, ''))) return undefined;
  segmenter ??= new Intl.Segmenter('zh', { granularity: 'grapheme' });
  const characters = [...segmenter.segment(nickname)];
  if (characters.length > MAXIMUM_CHARACTERS) return undefined;
  const fits = characters.every(({ segment }) => [...segment].length <= MAXIMUM_CODE_POINTS_A_CHARACTER);
  return fits ? nickname : undefined;
}

/** The name people give themselves. Its value is never repeated in a message. */
export const nicknameSchema = z.string().transform((text, context) => {
  const nickname = nicknameOf(text);
  if (nickname !== undefined) return nickname;
  context.addIssue({ code: 'custom', message: 'must be 1 to 32 visible characters on one line' });
  return z.NEVER;
});
