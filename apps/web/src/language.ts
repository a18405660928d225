import type { Language } from '@maqiao/shared';

const KEY = 'maqiao:language';

/** The tag for `<html lang>`, which chooses the glyphs as well. */
export const LANGUAGE_TAG: Record<Language, string> = { zh: 'zh-CN', en: 'en' };

/**
 * The person's own choice, else the first language of the browser that we speak, else English.
 * @param preferred as `navigator.languages`: BCP 47 tags, best first
 */
export function chooseLanguage(preferred: readonly string[], remembered: string | null): Language {
  if (remembered === 'zh' || remembered === 'en') return remembered;
  for (const tag of preferred) {
    const primary = tag.toLowerCase().split('-')[0];
    if (primary === 'zh' || primary === 'en') return primary;
  }
  return 'en';
}

/** The choice of an earlier visit, or null: also where storage is blocked. */
export function rememberedLanguage(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** Remembers a choice where the browser allows it. */
export function rememberLanguage(language: Language): void {
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // Blocked: the choice holds until the page is left.
  }
}
