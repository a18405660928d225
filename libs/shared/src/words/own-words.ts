import { ELEMENT_ERROR_WORDS, ERROR_WORDS, type ErrorWords, type Language } from '../error-words.ts';
import type { ErrorCode } from '../error-codes.ts';

/**
 * Texts that replace ours, by key: `timeLeft`, and for errors `errors.scene_expired.happened`. Programs ignore unknown
 * keys and values that are no text.
 */
export type OwnWords = Readonly<Record<string, string>>;

/** A dictionary with some of its texts replaced. Unknown keys are left out. */
export function withWords<Words extends { [Key in keyof Words]: string }>(
  words: Words,
  own: OwnWords = {},
): Words {
  const changed = { ...words };
  for (const key of Object.keys(words) as (keyof Words & string)[]) {
    const word: unknown = Object.prototype.hasOwnProperty.call(own, key) ? own[key] : undefined;
    if (typeof word === 'string') changed[key] = word as Words[typeof key];
  }
  return changed;
}

/** The texts of an error, the owner's if there are any. */
export function errorWords(code: ErrorCode, language: Language, own: OwnWords = {}): ErrorWords {
  return ownErrorWords(ERROR_WORDS[code][language], code, own);
}

/** {@link errorWords} of the element, which knows no words of codes that only the server's own pages show. */
export function elementErrorWords(code: ErrorCode, language: Language, own: OwnWords = {}): ErrorWords {
  const known = code in ELEMENT_ERROR_WORDS ? (code as keyof typeof ELEMENT_ERROR_WORDS) : 'internal';
  return ownErrorWords(ELEMENT_ERROR_WORDS[known][language], code, own);
}

function ownErrorWords({ happened, next }: ErrorWords, code: ErrorCode, own: OwnWords): ErrorWords {
  return {
    happened: own[`errors.${code}.happened`] ?? happened,
    next: own[`errors.${code}.next`] ?? next,
  };
}

/** The built-in language that another language falls back to. */
export function baseLanguage(tag: string): Language {
  return /^zh\b/i.test(tag) ? 'zh' : 'en';
}

/**
 * The best language for a person (RFC 4647, section 3.4, lookup): each tag, best first, then shortened.
 * @param preferred BCP 47 tags such as `zh-Hant-TW`; `zh_TW` is read as well
 * @param offered tags of the languages that there are
 * @returns one of `offered`; undefined when none fits
 */
export function bestLanguage(preferred: readonly string[], offered: readonly string[]): string | undefined {
  for (const tag of preferred) {
    const parts = tag.replace(/_/g, '-').toLowerCase().split('-');
    for (; parts.length > 0; parts.pop()) {
      const found = offered.find((other) => other.toLowerCase() === parts.join('-'));
      if (found !== undefined) return found;
    }
  }
  return undefined;
}
