import { ERROR_WORDS, type ErrorWords, type Language } from '../error-words.ts';
import type { ErrorCode } from '../error-codes.ts';

/**
 * Words that take the place of ours, by their keys: `timeLeft`, and for errors `errors.scene_expired.happened`. Our programs
 * take none but those they know, and text only.
 */
export type OwnWords = Readonly<Record<string, string>>;

/** A dictionary with some of its words replaced. What it has no key for is left out. */
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

/** What a person is told of an error: in the owner's words where there are some. */
export function errorWords(code: ErrorCode, language: Language, own: OwnWords = {}): ErrorWords {
  const { happened, next } = ERROR_WORDS[code][language];
  return {
    happened: own[`errors.${code}.happened`] ?? happened,
    next: own[`errors.${code}.next`] ?? next,
  };
}

/** Which of our own languages another one stands on: what it has no word for is said in that. */
export function baseLanguage(tag: string): Language {
  return /^zh\b/i.test(tag) ? 'zh' : 'en';
}

/**
 * The language to speak to somebody, by RFC 4647, section 3.4: for each tag, best first, it itself, then ever shorter ones.
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
