import type { OwnWords } from './words/own-words.ts';

/** The owner's colour, `#rrggbb`, for each theme, with the colour of what is written on it. Contrast is WCAG AA in all of them. */
export interface BrandColor {
  light: string;
  onLight: string;
  dark: string;
  onDark: string;
}

/** The owner's branding, which pages, elements and phones show instead of our look. */
export interface Brand {
  /** Address of the logo, a square or wider picture; null: our own mark is shown. */
  logoUrl: string | null;
  /** Null: our own colour. */
  color: BrandColor | null;
}

/** A language that the server has texts for, in addition to the built-in ones. */
export interface OfferedLanguage {
  /** BCP 47, such as `ja`. */
  tag: string;
  /** Its own name for itself, such as 日本語. */
  name: string;
  words: OwnWords;
}

/** `GET /api/site`: the branding of the calling site, or of the server when the caller is not a page of a site. */
export interface SiteInfo extends Brand {
  name: string;
  /** With `part`: the best of the requested languages, and the server's texts in it. */
  language?: OfferedLanguage;
}
