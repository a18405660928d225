import type { Language } from '@maqiao/shared';
import { LANGUAGE_TAG } from './language.ts';

const OTHER: Record<Language, { language: Language; name: string }> = {
  zh: { language: 'en', name: 'English' },
  en: { language: 'zh', name: '中文' },
};

/** Offers the other language, under its own name. */
export function LanguageSwitch({
  language,
  onChoose,
}: {
  language: Language;
  onChoose: (language: Language) => void;
}) {
  const other = OTHER[language];
  return (
    <button
      type="button"
      className="language-switch"
      lang={LANGUAGE_TAG[other.language]}
      onClick={() => onChoose(other.language)}
    >
      {other.name}
    </button>
  );
}
