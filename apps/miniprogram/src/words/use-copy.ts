import { withWords, type Language } from '@maqiao/shared';
import { PHONE_WORDS } from '@maqiao/shared/words/phone';
import { useMemo } from 'react';
import { useSite } from '../site/use-site.ts';
import { copyFor } from './copy-for.ts';
import type { Copy } from './copy.ts';
import { decisionCopy } from './decision-copy.ts';

/**
 * Every word of the program, with those of the owner's as soon as the server has told them. In a further language that is
 * what is said where somebody decides, and errors; the rest is in `language`.
 */
export function useCopy(language: Language): Copy {
  const { words } = useSite();
  return useMemo(
    () => ({ ...copyFor(language), ...decisionCopy(withWords(PHONE_WORDS[language], words)) }),
    [language, words],
  );
}
