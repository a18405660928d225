import { withWords, type Language } from '@maqiao/shared';
import { PHONE_WORDS } from '@maqiao/shared/words/phone';
import { useMemo } from 'react';
import { useSite } from '../site/use-site.ts';
import { copyFor } from './copy-for.ts';
import type { Copy } from './copy.ts';
import { decisionCopy } from './decision-copy.ts';

/**
 * All texts of the program, with the owner's as soon as the server has sent them. A further language has the texts of
 * the decision and of errors; the rest is in `language`.
 */
export function useCopy(language: Language): Copy {
  const { words } = useSite();
  return useMemo(
    () => ({ ...copyFor(language), ...decisionCopy(withWords(PHONE_WORDS[language], words)) }),
    [language, words],
  );
}
