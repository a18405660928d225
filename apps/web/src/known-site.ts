import type { OwnWords, PageSettings, SiteInfo } from '@maqiao/shared';

/**
 * What `<maqiao-login>` need not read from the server. The logo stands in the page's header, and the colour comes from
 * the page's own style (brand.ts).
 * @param language tag of the language that the page is read in
 * @param words texts of this card alone, which replace all others
 */
export function knownSite(
  { siteName, languages }: PageSettings,
  language: string,
  words: OwnWords = {},
): SiteInfo {
  const offered = languages.find(({ tag }) => tag === language);
  return {
    name: siteName,
    logoUrl: null,
    color: null,
    language: { tag: language, name: offered?.name ?? '', words: { ...offered?.words, ...words } },
  };
}
