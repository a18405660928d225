import type { Language } from './error-words.ts';

const MARKS: Record<Language, { next: string; colon: string }> = {
  zh: { next: '。', colon: '：' },
  en: { next: '. ', colon: ': ' },
};

/** Two sentences as one text for screen readers, which pause at the mark: `A. B` in English, `A。B` in Chinese. */
export function joinMessages(first: string, second: string, language: Language): string {
  return `${first}${MARKS[language].next}${second}`;
}

/** A name and its value as one text for screen readers: `A: 1` in English, `A：1` in Chinese. */
export function labelled(name: string, value: string | number, language: Language): string {
  return `${name}${MARKS[language].colon}${value}`;
}
