import { baseLanguage, type ErrorWords } from '@maqiao/shared';
import { createContext, useContext } from 'react';
import { htmlLanguage } from '../language.ts';
import { errorWordsIn, wordsIn, type Words } from '../words.ts';
import { accountEn } from './account-en.ts';
import type { AccountWords } from './account-words.ts';
import { accountZh } from './account-zh.ts';
import type { Fault } from './use-loaded.ts';

/** The language of the page, as its tag. */
export const AccountLanguage = createContext('en');

/** The words of the page, and times as its language writes them. */
export function useAccountWords(): {
  tag: string;
  words: AccountWords;
  /** Those that other pages have too. */
  common: Words;
  moment: (iso: string) => string;
  day: (iso: string) => string;
  clock: (iso: string) => string;
  faultWords: (fault: Fault) => ErrorWords;
} {
  const tag = useContext(AccountLanguage);
  const words = { zh: accountZh, en: accountEn }[baseLanguage(tag)];
  const locale = htmlLanguage(tag);
  const written = (iso: string, how: Intl.DateTimeFormatOptions) => new Date(iso).toLocaleString(locale, how);
  return {
    tag,
    words,
    common: wordsIn(tag),
    moment: (iso) => written(iso, { dateStyle: 'medium', timeStyle: 'short' }),
    day: (iso) => written(iso, { dateStyle: 'full' }),
    clock: (iso) => written(iso, { timeStyle: 'short' }),
    faultWords: (fault) => (fault === 'offline' ? words.offline : errorWordsIn(tag, fault)),
  };
}
