import { z } from 'zod';

/** As people count them: an emoji of several code points is one. */
const MAXIMUM_CHARACTERS = 32;
/** The longest emoji has ten code points; letters with many combining marks would be drawn over other lines. */
const MAXIMUM_CODE_POINTS_A_CHARACTER = 12;

/** Flags of regions are spelt in tag characters, which are invisible anywhere else. */
const TAG_FLAG = /\u{1F3F4}[\u{E0061}-\u{E007A}\u{E0030}-\u{E0039}]{2,6}\u{E007F}/gu;
/** Joiners are needed in emoji and in Persian and Indic words; variation selectors choose how a symbol is drawn. */
const ALLOWED_INVISIBLE = /\u200C|\u200D|\uFE0E|\uFE0F/gu;
/**
 * Line breaks and control characters, bidirectional controls, invisible and private-use characters, lone surrogates.
 */
const NEVER = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}\p{Noncharacter_Code_Point}]/u;
/** Filler letters and the empty Braille cell are invisible although they are letters and symbols. */
const BLANK = /[\p{Default_Ignorable_Code_Point}\u2800]/gu;
/** At least one visible character. */
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** Made with the first nickname, because it loads large tables. */
let segmenter: Intl.Segmenter | undefined;

/**
 * A nickname as it is stored: trimmed, NFC, 1 to 32 grapheme clusters, on one line, without characters that
 * hide or reverse the text around them. @returns undefined for any other text
 */
function nicknameOf(text: string): string | undefined {
  // Checked before the count, which is slow for a long text.
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

/** A person's nickname. Its value is never repeated in a message. */
export const nicknameSchema = z.string().transform((text, context) => {
  const nickname = nicknameOf(text);
  if (nickname !== undefined) return nickname;
  context.addIssue({ code: 'custom', message: 'must be 1 to 32 visible characters on one line' });
  return z.NEVER;
});
