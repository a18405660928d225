import { bestLanguage, type Language } from '@maqiao/shared';

const KEY = 'maqiao:language';

/** The page's built-in languages, under their own names. */
export const OUR_LANGUAGES = [
  { tag: 'zh', name: '中文' },
  { tag: 'en', name: 'English' },
] as const;

/** The tag for `<html lang>`, which chooses the glyphs as well. */
export function htmlLanguage(language: string): string {
  return language === 'zh' ? 'zh-CN' : language;
}

/**
 * The person's own choice, else the first language of the browser that we speak, else English.
 * @param preferred as `navigator.languages`: BCP 47 tags, best first
 * @param offered tags of the languages that there are
 */
export function chooseLanguage<Tag extends string = Language>(
  preferred: readonly string[],
  remembered: string | null,
  offered: readonly (Tag | Language)[] = ['zh', 'en'],
): Tag | Language {
  const chosen = offered.find((tag) => tag === remembered);
  return chosen ?? (bestLanguage(preferred, offered) as Tag | Language | undefined) ?? 'en';
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
export function rememberLanguage(language: string): void {
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // Blocked: the choice holds until the page is left.
  }
}
