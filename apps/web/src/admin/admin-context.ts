import type { Language } from '@maqiao/shared';
import { createContext, useContext } from 'react';
import { htmlLanguage } from '../language.ts';
import { ADMIN_WORDS, type AdminWords } from './admin-words.ts';

export const LanguageContext = createContext<Language>('en');

/** The words of the page, and numbers and times as its language writes them. */
export function useAdminWords(): {
  language: Language;
  words: AdminWords;
  number: (value: number) => string;
  moment: (iso: string) => string;
  day: (day: string) => string;
} {
  const language = useContext(LanguageContext);
  const tag = htmlLanguage(language);
  return {
    language,
    words: ADMIN_WORDS[language],
    number: (value) => value.toLocaleString(tag),
    moment: (iso) => new Date(iso).toLocaleString(tag, { dateStyle: 'medium', timeStyle: 'short' }),
    // A day is a day, wherever it is read.
    day: (name) =>
      new Date(`${name}T00:00:00Z`).toLocaleDateString(tag, {
        month: 'short',
        day: 'numeric',
        timeZone: 'UTC',
      }),
  };
}
