import { withWords, type Language } from '@maqiao/shared';
import { PHONE_WORDS } from '@maqiao/shared/words/phone';
import { useMemo } from 'react';
import { useSite } from '../site/use-site.ts';
import { copyFor } from './copy-for.ts';
import type { Copy } from './copy.ts';

/** Every word of the program in a language, with those of the owner's as soon as the server has told them. */
export function useCopy(language: Language): Copy {
  const { words } = useSite();
  return useMemo(
    () => ({ ...copyFor(language), ...withWords(PHONE_WORDS[language], words) }),
    [language, words],
  );
}
