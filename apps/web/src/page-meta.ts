/** Names the file of the card's style sheet (card-styles.ts). */
export const CARD_STYLES_META = 'maqiao-card-styles';

/** What stands in a `<meta>` of the page; null when there is none. */
export const metaContent = (name: string): string | null =>
  document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? null;
