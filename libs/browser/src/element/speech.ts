import {
  baseLanguage,
  bestLanguage,
  elementErrorWords,
  withWords,
  type ErrorCode,
  type ErrorWords,
  type Language,
  type OfferedLanguage,
  type OwnWords,
} from '@maqiao/shared';
import { ELEMENT_WORDS, type ElementWords } from '@maqiao/shared/words/element';

/** The element's language and texts. */
export interface Speech {
  /** BCP 47. */
  tag: string;
  words: ElementWords;
  /** What the owner has changed, by key, also of parts of the card that are loaded later. */
  own: OwnWords;
  errors: (code: ErrorCode) => ErrorWords;
}

/** The built-in languages. */
const OURS: Record<Language, OfferedLanguage> = {
  zh: { tag: 'zh', name: '', words: {} },
  en: { tag: 'en', name: '', words: {} },
};

/** Built once for each answer of the server. */
const made = new WeakMap<OfferedLanguage, Speech>();

/**
 * The words for somebody who reads these languages: our own ones, and those of the server, which knows more.
 * @param preferred BCP 47 tags, best first
 * @param offered - the server's answer; null before it, or without one
 */
export function speechFor(preferred: readonly string[], offered: OfferedLanguage | null): Speech {
  const tags = [...(offered ? [offered.tag] : []), 'zh', 'en'];
  // The answer may be to an earlier question: the language of the page can have changed since.
  const best = bestLanguage(preferred, tags) ?? 'en';
  return speech(best === offered?.tag ? offered : OURS[baseLanguage(best)]);
}

function speech(language: OfferedLanguage): Speech {
  const found = made.get(language);
  if (found) return found;
  const { tag, words } = language;
  const base = baseLanguage(tag);
  const speaks: Speech = {
    tag,
    words: withWords(ELEMENT_WORDS[base], words),
    own: words,
    errors: (code) => elementErrorWords(code, base, words),
  };
  made.set(language, speaks);
  return speaks;
}
