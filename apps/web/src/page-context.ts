import type { Login, Surroundings } from '@maqiao/browser';
import type { PageSettings } from '@maqiao/shared';
import { createContext, useContext } from 'react';
import { wordsIn, type Words } from './words.ts';

/** What every view may need besides its own state. */
export interface Page {
  login: Login;
  settings: PageSettings;
  surroundings: Surroundings;
  /** BCP 47. */
  language: string;
}

export const PageContext = createContext<Page | null>(null);

/** The page a view stands on, with its words. */
export function usePage(): Page & { words: Words } {
  const page = useContext(PageContext);
  if (!page) throw new Error('a view stands outside the page');
  return { ...page, words: wordsIn(page.language) };
}
