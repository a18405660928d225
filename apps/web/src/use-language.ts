import type { PageSettings } from '@maqiao/shared';
import { useEffect, useMemo, useState } from 'react';
import {
  chooseLanguage,
  htmlLanguage,
  OUR_LANGUAGES,
  rememberedLanguage,
  rememberLanguage,
} from './language.ts';

/** The language of the page, and how a person changes it. */
export interface ChosenLanguage {
  language: string;
  offered: readonly { tag: string; name: string }[];
  /** Also the choice of later visits. */
  choose: (tag: string) => void;
}

/** Begins with the best language for whoever looks at the page. `<html lang>` follows. */
export function useLanguage(settings: PageSettings): ChosenLanguage {
  const offered = useMemo(() => languagesOf(settings), [settings]);
  const [language, setLanguage] = useState(() =>
    chooseLanguage<string>(
      navigator.languages,
      rememberedLanguage(),
      offered.map(({ tag }) => tag),
    ),
  );
  useEffect(() => {
    document.documentElement.lang = htmlLanguage(language);
  }, [language]);
  const choose = (chosen: string): void => {
    rememberLanguage(chosen);
    setLanguage(chosen);
  };
  return { language, offered, choose };
}

/** Ours, and what the server adds to them. */
function languagesOf({ languages }: PageSettings): { tag: string; name: string }[] {
  const further = languages.filter(({ tag }) => !OUR_LANGUAGES.some((ours) => ours.tag === tag));
  return [...OUR_LANGUAGES, ...further];
}
