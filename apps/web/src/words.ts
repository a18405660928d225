import {
  baseLanguage,
  errorWords,
  withWords,
  type ErrorCode,
  type ErrorWords,
  type OwnWords,
} from '@maqiao/shared';
import { PAGE_WORDS, type PageWords } from '@maqiao/shared/words/page';

export type Words = PageWords;

/** Words that the server has given this page: the owner's own, and further languages. By language. */
const own = new Map<string, OwnWords>();
/** Built once for each language. */
const known = new Map<string, Words>();

/** Sets the server's texts. Called once, before the first render. */
export function addWords(languages: readonly { tag: string; words: OwnWords }[]): void {
  for (const { tag, words } of languages) own.set(tag, words);
}

/** Every sentence of the page in a language; a missing text is in English. */
export function wordsIn(language: string): Words {
  const found = known.get(language) ?? withWords(PAGE_WORDS[baseLanguage(language)], own.get(language));
  known.set(language, found);
  return found;
}

/** What a person is told of an error, in a language. */
export function errorWordsIn(language: string, code: ErrorCode): ErrorWords {
  return errorWords(code, baseLanguage(language), own.get(language));
}
